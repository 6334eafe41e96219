// What came of the run in figures: how many rows, their levels, how well the score tells them apart.

import type { Flagged, LevelRows, Results } from "shao-rules";
import type { ComponentChildren } from "preact";
import { save } from "../persistence/files.js";
import { Level, titleOf } from "./levels.js";
import { count, figure, percent } from "./numbers.js";
import { older, query, ran } from "./state.js";
import { bench } from "./workers.js";
import { Unused } from "./Unused.js";
import { say, type Word } from "./words.js";

export function Figures() {
  const last = ran.value;
  if (!last) return null;
  const { results, loaded } = last;
  const { ruleset, rows } = results;
  return (
    <section class="figures" aria-label={say("results")} data-older={older.value !== undefined}>
      <h2 class="big">{say("results")}</h2>
      <Unused />
      <dl class="counts">
        <Count said={say("scored")} rows={rows.scored} id="scored" />
        {results.label !== undefined && <Count said={say("positives")} rows={rows.positives} id="positives" />}
        {results.label !== undefined && <Count said={say("negatives")} rows={rows.negatives} id="negatives" />}
        <Count said={say("leftOut")} rows={rows.leftOut} id="left-out" />
        {rows.failed > 0 && <Count said={say("withFailed")} rows={rows.failed} id="failed" />}
        {rows.notInForce > 0 && <Count said={say("notInForce")} rows={rows.notInForce} id="not-in-force" />}
      </dl>
      {results.missingColumns.map((it) => (
        <p key={it.column} class="bad">⚠︎ {say("missing", { column: it.column })} {it.meant !== undefined && say("meant", { column: it.meant })}</p>
      ))}
      <p class="buttons">
        <button type="button" onClick={() => void bench.call.csv().then((bytes) => save(`${loaded.name.replace(/\.\w+$/, "")}-${ruleset.id}.csv`, bytes, "text/csv"))}>{say("saveCsv")}</button>
      </p>
      <Levels results={results} />
      {results.label !== undefined && <Quality results={results} />}
    </section>
  );
}

function Count({ said, rows, id }: { said: string; rows: number; id: string }) {
  return (
    <div data-count={id}>
      <dt>{said}</dt>
      <dd>{count(rows)}</dd>
    </div>
  );
}

function Levels({ results }: { results: Results }) {
  const labelled = results.label !== undefined;
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={say("levels")}>
      <table class="levels">
        <thead>
          <tr>
            <th scope="col" rowSpan={labelled ? 2 : 1}>{say("level")}</th>
            <th scope="col" rowSpan={labelled ? 2 : 1} class="number">{say("rows")}</th>
            <th scope="col" rowSpan={labelled ? 2 : 1}>{say("share")}</th>
            {labelled && <th scope="col" rowSpan={2} class="number">{say("positives")}</th>}
            {labelled && <th scope="colgroup" colSpan={3}>{say("atLeast")}</th>}
          </tr>
          {labelled && (
            <tr>
              <th scope="col" class="number">{say("precision")}</th>
              <th scope="col" class="number">{say("recall")}</th>
              <th scope="col" class="number">{say("falseRate")}</th>
            </tr>
          )}
        </thead>
        <tbody>{results.levels.toReversed().map((it) => <LevelLine key={it.level} level={it} scored={results.rows.scored} />)}</tbody>
      </table>
    </div>
  );
}

function LevelLine({ level, scored }: { level: LevelRows; scored: number }) {
  const share = scored > 0 ? level.rows / scored : 0;
  return (
    <tr data-level={level.level}>
      <th scope="row"><Level id={level.level} /></th>
      <td class="number">
        <button type="button" class="link" aria-label={`${titleOf(level.level)}: ${count(level.rows)}`} onClick={() => look(level.level)}>{count(level.rows)}</button>
      </td>
      <td>
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={share * 100} height="10" /></svg> {percent(share)}
      </td>
      {level.positives !== undefined && <td class="number">{count(level.positives)}</td>}
      {level.atLeast && <At flagged={level.atLeast} />}
    </tr>
  );
}

/** Shows the rows of a level. */
function look(level: string): void {
  query.value = { level };
  document.getElementById("backtest-rows")?.scrollIntoView({ block: "start" });
}

function At({ flagged }: { flagged: Flagged }) {
  return (
    <>
      <td class="number">{percent(flagged.precision)}</td>
      <td class="number">{percent(flagged.recall)}</td>
      <td class="number">{percent(flagged.falsePositiveRate)}</td>
    </>
  );
}

function Quality({ results: { auc, ks, recallAt, rows } }: { results: Results }) {
  return (
    <>
      <h3>{say("figures")}</h3>
      {!auc && <p class="soft">{say("oneSided")}</p>}
      <dl class="quality">
        {auc && (
          <Figure id="auc" name={say("auc")} help={say("aucHelp")}>
            <strong>{figure(auc.value)}</strong> {auc.interval && <span class="soft">{figure(auc.interval[0])}–{figure(auc.interval[1])}</span>}
            {!auc.interval && <p class="soft no-interval">{say(whyNoInterval(auc.value, Math.min(rows.positives ?? 0, rows.negatives ?? 0)))}</p>}
          </Figure>
        )}
        {ks && (
          <Figure id="ks" name={say("ks")} help={say("ksHelp")}>
            <strong>{figure(ks.value)}</strong> {ks.at.score !== null && <span class="soft">{say("ksAt", { score: ks.at.score })}</span>}
          </Figure>
        )}
        {recallAt.map(({ percent: most, flagged }) => (
          <Figure key={most} id={`recall-${most}`} name={say("recallAt", { percent: most })} help={say("recallAtHelp", { percent: most })}>
            <strong>{percent(flagged.recall)}</strong> {flagged.score !== null && <span class="soft">{say("fromScore", { score: flagged.score })}</span>}
          </Figure>
        ))}
      </dl>
    </>
  );
}

/** Why the AUC has no interval. */
function whyNoInterval(auc: number, fewest: number): Word {
  if (fewest < 2) return "tooFew";
  return auc === 1 || auc === 0 ? "allApart" : "allSame";
}

interface FigureProps {
  id: string;
  name: string;
  help: string;
  children: ComponentChildren;
}

/** A figure, and what it is in plain words. */
function Figure({ id, name, help, children }: FigureProps) {
  return (
    <div data-figure={id}>
      <dt>{name}</dt>
      <dd>
        {children}
        <details>
          <summary>{say("what")}</summary>
          <p>{help}</p>
        </details>
      </dd>
    </div>
  );
}
