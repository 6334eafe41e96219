// A chart: drawn in the page's colours, drawn anew when they or its width change, told as a table, saved as a picture.

import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import uPlot from "uplot";
import { Fold } from "../components/Fold.js";
import { save } from "../persistence/files.js";
import { locale, theme } from "../session/state.js";
import type { Drawn } from "./charts.js";
import { look, type Look } from "./look.js";
import { say } from "./words.js";

interface ChartProps {
  /** What it is called, in the page and as a file. */
  title: string;
  file: string;
  /** What it shows, in a sentence. */
  said: string;
  height: number;
  draw(look: Look): Drawn;
  /** What stands between the chart and its table. */
  children?: ComponentChildren;
  names: readonly string[];
  rows(): readonly (readonly string[])[];
}

export function Chart({ title, file, said, height, draw, children, names, rows }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const dark = useDark();
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const { options, data } = draw(look());
    const made = new uPlot({ ...options, width: box.clientWidth, height }, data, box);
    made.root.setAttribute("aria-hidden", "true");
    plot.current = made;
    const watch = new ResizeObserver(() => box.clientWidth > 0 && box.clientWidth !== made.width && made.setSize({ width: box.clientWidth, height }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [draw, dark, theme.value, locale.value]);
  return (
    <figure class="chart" aria-label={title}>
      <figcaption><h3>{title}</h3></figcaption>
      <div ref={place} class="drawn" role="img" aria-label={said} />
      {children}
      <div class="under">
        <Fold title={say("asTable")}>{() => <Told names={names} rows={rows()} />}</Fold>
        <button type="button" onClick={() => plot.current && savePicture(plot.current, title, file)}>{say("savePicture")}</button>
      </div>
    </figure>
  );
}

function Told({ names, rows }: { names: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <div class="scrolls short" tabIndex={0} role="group" aria-label={say("asTable")}>
      <table>
        <thead><tr>{names.map((it) => <th key={it} scope="col" class="number">{it}</th>)}</tr></thead>
        <tbody>{rows.map((cells, at) => <tr key={at}>{cells.map((it, place) => <td key={place} class="number">{it}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** Whether the system asks for dark colours. */
function useDark(): boolean {
  const [asked] = useState(() => matchMedia("(prefers-color-scheme: dark)"));
  const [dark, setDark] = useState(asked.matches);
  useEffect(() => {
    const take = (): void => setDark(asked.matches);
    asked.addEventListener("change", take);
    return () => asked.removeEventListener("change", take);
  }, [asked]);
  return dark;
}

/** The chart on the page's paper, under its title. */
function savePicture(plot: uPlot, title: string, file: string): void {
  const { paper, ink, font } = look();
  const drawn = plot.ctx.canvas;
  const scale = drawn.width / plot.width;
  const head = 34 * scale;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [drawn.width, drawn.height + head];
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink;
  pen.font = `600 ${15 * scale}px ${font}`;
  pen.fillText(title, 12 * scale, 23 * scale);
  pen.drawImage(drawn, 0, head);
  canvas.toBlob((picture) => picture && save(`${file}.png`, picture, "image/png"));
}
