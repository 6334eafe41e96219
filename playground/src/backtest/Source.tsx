// Where the rows come from: a file that is dropped or chosen, or example rows.

import { useEffect, useState } from "preact/hooks";
import { OpenFile } from "../components/OpenFile.js";
import { exampleRows, hasExample } from "../samples/rows.js";
import { locale, ruleset } from "../session/state.js";
import { count } from "./numbers.js";
import { loaded, open, openSheet, reading, stopReading, unread } from "./state.js";
import { say, type Word } from "./words.js";

/** Faults of files that have words of their own. */
const FAULTS: ReadonlySet<string> = new Set(["empty", "noRows", "noTable", "oldExcel", "brokenExcel", "encoding", "openQuote", "tooLarge"]);

/** Takes a file that is dropped anywhere: beside the view, a browser would open it in the page's place. */
function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const dragged = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const dropped = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      setOver(false);
      if (!file) return;
      event.preventDefault();
      void open(file);
    };
    const left = (event: DragEvent): void => void (event.relatedTarget === null && setOver(false));
    const all = { dragover: dragged, drop: dropped, dragleave: left };
    for (const [name, listen] of Object.entries(all)) addEventListener(name, listen as EventListener);
    return () => {
      for (const [name, listen] of Object.entries(all)) removeEventListener(name, listen as EventListener);
    };
  }, []);
  return over;
}

export function Source() {
  const rows = loaded.value;
  const over = useDrop();
  return (
    <section class="source" aria-label={say("file")} data-loaded={rows !== undefined} data-over={over}>
      {!rows && <p>{say("intro")}</p>}
      {rows && (
        <p class="loaded" role="status">
          <strong>{rows.name}</strong> <span class="soft">{say("rowsIn", { count: count(rows.count) })}</span>
        </p>
      )}
      {!rows && <p class="soft">{say("drop")}</p>}
      <Choose />
      <Sheets />
      <Reading />
    </section>
  );
}

function Choose() {
  const id = ruleset.value?.info.id;
  return (
    <p class="buttons">
      <OpenFile said={say(loaded.value ? "another" : "choose")} class={loaded.value ? "" : "chief"} field="rows-file" accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx" open={open} />
      {id !== undefined && hasExample(id) && <button type="button" title={say("exampleHelp")} onClick={() => openExample(id)}>{say("example")}</button>}
    </p>
  );
}

function openExample(id: string): void {
  const text = exampleRows(id, locale.peek());
  if (text !== undefined) void open(new File([text], `${id}-${say("exampleName")}.csv`));
}

function Sheets() {
  const rows = loaded.value;
  if (!rows || rows.sheets.length < 2) return null;
  return (
    <label class="sheets">
      <span>{say("sheet")}</span>
      <select value={rows.sheet} onChange={(event) => openSheet(event.currentTarget.value)}>
        {rows.sheets.map((it) => <option key={it} value={it}>{it}</option>)}
      </select>
    </label>
  );
}

function Reading() {
  const name = reading.value;
  const wrong = unread.value;
  if (name !== undefined) {
    return (
      <p class="reading" role="status">
        <progress aria-label={say("readingFile", { name })} /> {say("readingFile", { name })} <button type="button" onClick={stopReading}>{say("stop")}</button>
      </p>
    );
  }
  if (!wrong) return null;
  return <p class="bad" role="alert">⚠︎ {say(FAULTS.has(wrong.code) ? (wrong.code as Word) : "failedToRead", { name: wrong.name, said: wrong.said })}</p>;
}
