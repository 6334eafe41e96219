// The three charts as `uPlot` draws them: scores, ROC, recall and false alarms by threshold.

import uPlot from "uplot";
import type { Results } from "shao-rules";
import { axis, flat, type Look, percents } from "./look.js";
import { say } from "./words.js";

/** What is drawn: options but for the size, and data. */
export interface Drawn {
  options: Omit<uPlot.Options, "width" | "height">;
  data: uPlot.AlignedData;
}

const COMMON = { legend: { show: false }, cursor: { show: false }, padding: [8, 20, 0, 0] } satisfies Partial<uPlot.Options>;

/** How many rows have which scores; those whose label is yes are filled. */
export function histogram(results: Results, look: Look): Drawn {
  const bins = results.histogram;
  const xs = bins.map((it) => (it.from + it.to) / 2);
  const width = bins[0] ? bins[0].to - bins[0].from + 1 : 1;
  const paths = uPlot.paths.bars!({ size: [0.92, 60], gap: 0 });
  const [low, high] = [(bins[0]?.from ?? 0) - width / 2, (bins.at(-1)?.to ?? 1) + width / 2];
  const labelled = results.label !== undefined;
  const all: uPlot.Series = { stroke: look.faint, fill: look.rule, width: 1, paths, points: { show: false } };
  const positives: uPlot.Series = { stroke: look.accent, fill: look.accent, width: 1, paths, points: { show: false } };
  return {
    options: {
      ...COMMON,
      scales: { x: { time: false, range: [low, high] }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [flat(axis(look, say("score"))), axis(look, say("rows"))],
      series: labelled ? [{}, all, positives] : [{}, all],
    },
    data: labelled ? [xs, bins.map((it) => it.rows), bins.map((it) => it.positives ?? 0)] : [xs, bins.map((it) => it.rows)],
  };
}

/** Recall over false alarms. */
export function roc(results: Results, look: Look): Drawn {
  const xs = results.roc.map((it) => it.falsePositiveRate);
  return {
    options: {
      ...COMMON,
      scales: { x: { time: false, range: [0, 1] }, y: { range: [0, 1.02] } },
      axes: [flat(axis(look, say("falseRate"), percents)), axis(look, say("recall"), percents)],
      series: [{}, { stroke: look.faint, width: 1, dash: [4, 4], points: { show: false } }, { stroke: look.accent, width: 2, points: { show: false } }],
    },
    data: [xs, xs, results.roc.map((it) => it.recall)],
  };
}

/** Recall and false alarms by threshold, and where they are furthest apart. */
export function distance(results: Results, look: Look): Drawn {
  const points = results.roc.filter((it) => it.score !== undefined).toReversed();
  const at = results.ks?.at;
  const mark = (plot: uPlot): void => {
    if (!at || at.score === null) return;
    const x = plot.valToPos(at.score, "x", true);
    const { ctx } = plot;
    ctx.save();
    ctx.strokeStyle = look.ink;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, plot.valToPos(at.recall ?? 0, "y", true));
    ctx.lineTo(x, plot.valToPos(at.falsePositiveRate ?? 0, "y", true));
    ctx.stroke();
    ctx.restore();
  };
  return {
    options: {
      ...COMMON,
      scales: { x: { time: false }, y: { range: [0, 1.02] } },
      axes: [flat(axis(look, say("threshold"))), axis(look, say("share"), percents)],
      series: [{}, { stroke: look.accent, width: 2, points: { show: false } }, { stroke: look.soft, width: 2, dash: [6, 4], points: { show: false } }],
      hooks: { draw: [mark] },
    },
    data: [points.map((it) => it.score ?? 0), points.map((it) => it.recall), points.map((it) => it.falsePositiveRate)],
  };
}
