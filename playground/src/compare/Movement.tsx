// What the new version does to the loaded reports: from level to level, which of them, and why.

import { OpenFile } from "../components/OpenFile.js";
import type { Compared } from "shao-rules";
import { moved, outdated, progress, rowsTrouble, runRows, stopRows } from "../session/comparing.js";
import { rows } from "../session/rows.js";
import { ruleset, view } from "../session/state.js";
import { examplesOf } from "./examples.js";
import { LeftOut } from "./LeftOut.js";
import { Matrix } from "./Matrix.js";
import { Moves } from "./Moves.js";
import { count, say } from "./words.js";

export function Movement() {
  const last = moved.value;
  return (
    <div class="movement">
      {!rows.value && <p class="invitation">{say("noRows")}</p>}
      <Source />
      <Run />
      {rowsTrouble.value && <p class="bad" role="alert">⚠︎ {rowsTrouble.value}</p>}
      {last && (
        <div data-outdated={outdated.value}>
          <Counts found={last.found} />
          <Matrix movement={last.found.movement} levels={last.levels} />
          <Moves movement={last.found.movement} levels={last.levels} plan={last.rows.plan} />
          <LeftOut leftOut={last.found.leftOut} />
        </div>
      )}
    </div>
  );
}

/** Where the reports come from. */
function Source() {
  const loaded = rows.value;
  const examples = examplesOf(ruleset.value?.info.id);
  const take = (name: string, lines: Blob): void => void (rows.value = { name, lines, plan: {} });
  return (
    <p class="compare-tools">
      {loaded && <span class="name">{say("loaded", { name: loaded.name })}</span>}
      <OpenFile said={say("loadLines")} accept=".jsonl,.ndjson,.json" open={(file) => take(file.name, file)} />
      {examples && <button type="button" onClick={() => void examples().then((it) => take(say("exampleName"), new Blob([it])))}>{say("examples")}</button>}
      {!loaded && <button type="button" onClick={() => (view.value = "backtest")}>{say("toBacktest")}</button>}
    </p>
  );
}

/** The run, where it is under way or has to be asked for. */
function Run() {
  const far = progress.value;
  if (far) {
    return (
      <p class="compare-tools">
        <progress value={far.part} max={1} aria-label={say("running", { rows: count(far.rows) })} />
        <span class="soft">{say("running", { rows: count(far.rows) })}</span>
        <button type="button" onClick={stopRows}>{say("stop")}</button>
      </p>
    );
  }
  if (!rows.value || (moved.value && !outdated.value)) return null;
  return (
    <p class="compare-tools" role="status">
      {moved.value && <span class="outdated">△ {say("outdated")}</span>}
      <button type="button" onClick={runRows}>{say(moved.value ? "again" : "run")}</button>
    </p>
  );
}

function Counts({ found: { movement: it } }: { found: Compared }) {
  return (
    <p class="counts" role="status">
      <span>{say("bothScored", { count: count(it.incidents) })}</span>
      <strong>{it.moved === 0 ? say("nobodyMoved") : say("movedCount", { count: count(it.moved) })}</strong>
      {it.moved > 0 && <span>▲ {say("raised", { count: count(it.raised) })} ▽ {say("lowered", { count: count(it.lowered) })}</span>}
      <span class="soft">{say("scores", { up: count(it.scoreUp), down: count(it.scoreDown) })}</span>
    </p>
  );
}
