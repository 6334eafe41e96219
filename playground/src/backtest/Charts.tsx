// The charts of a run, each with its table and a sentence.

import { useCallback } from "preact/hooks";
import type { Results } from "shao-rules";
import { Chart } from "./Chart.js";
import { distance, histogram, roc } from "./charts.js";
import type { Look } from "./look.js";
import { count, figure, percent } from "./numbers.js";
import { ran } from "./state.js";
import { say } from "./words.js";

export function Charts() {
  const results = ran.value?.results;
  if (!results || results.histogram.length === 0) return null;
  return (
    <section class="charts" aria-label={say("histogram")}>
      <Scores results={results} />
      {results.auc && results.ks && <Roc results={results} />}
      {results.auc && results.ks && <Distance results={results} />}
    </section>
  );
}

interface Given {
  results: Results;
}

function Scores({ results }: Given) {
  const bins = results.histogram;
  const labelled = results.label !== undefined;
  const names = [say("score"), say("rows"), ...(labelled ? [say("positives")] : [])];
  const rows = (): string[][] => bins.filter((it) => it.rows > 0).map((it) => [it.from === it.to ? `${it.from}` : `${it.from}–${it.to}`, count(it.rows), ...(labelled ? [count(it.positives ?? 0)] : [])]);
  const said = say("histogramSaid", { rows: count(results.rows.scored), from: bins[0]?.from ?? 0, to: bins.at(-1)?.to ?? 0 });
  return (
    <Chart title={say("histogram")} file="scores" said={said} height={220} draw={useCallback((look: Look) => histogram(results, look), [results])} names={names} rows={rows}>
      <p class="key">
        <span class="all">{say("allRows")}</span>
        {labelled && <span class="chosen">{say("positives")}</span>}
      </p>
    </Chart>
  );
}

function Roc({ results }: Given) {
  const names = [say("threshold"), say("falseRate"), say("recall")];
  const rows = (): string[][] => results.roc.map((it) => [it.score === undefined ? "–" : `${it.score}`, percent(it.falsePositiveRate), percent(it.recall)]);
  return (
    <Chart title={say("roc")} file="roc" said={say("rocSaid", { auc: figure(results.auc?.value) })} height={280} draw={useCallback((look: Look) => roc(results, look), [results])} names={names} rows={rows}>
      <p class="soft">{say("rocHelp")}</p>
    </Chart>
  );
}

function Distance({ results }: Given) {
  const names = [say("threshold"), say("recall"), say("falseRate"), say("ks")];
  const rows = (): string[][] => results.roc.filter((it) => it.score !== undefined).map((it) => [`${it.score}`, percent(it.recall), percent(it.falsePositiveRate), figure(it.recall - it.falsePositiveRate)]);
  const said = say("ksSaid", { score: results.ks?.at.score ?? "–", ks: figure(results.ks?.value) });
  return (
    <Chart title={say("ksChart")} file="ks" said={said} height={280} draw={useCallback((look: Look) => distance(results, look), [results])} names={names} rows={rows}>
      <p class="key">
        <span class="line">{say("recall")}</span>
        <span class="dashed">{say("falseRate")}</span>
        <span class="tall">{say("ks")} {figure(results.ks?.value)}</span>
      </p>
    </Chart>
  );
}
