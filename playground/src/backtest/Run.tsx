// The run: begun, watched, stopped.

import { say as sayOfPage } from "../app/words.js";
import { clock } from "../results/clock.js";
import { snapshot } from "../session/state.js";
import { titleOfField } from "./fields.js";
import { count } from "./numbers.js";
import { failed, loaded, older, planTrouble, progress, ran, run, stop, stoppedAt } from "./state.js";
import { say } from "./words.js";

export function Run() {
  const mistaken = snapshot.value !== undefined && !snapshot.value.ruleset;
  const now = progress.value;
  const trouble = planTrouble.value;
  const impossible = mistaken || (trouble !== undefined && trouble.about !== "other");
  return (
    <section class="run" aria-label={say("run")}>
      <p class="buttons">
        {/* One button, so that the keyboard stays where it is. */}
        <button type="button" class="chief" disabled={!now && impossible} onClick={() => (now ? stop() : void run())}>
          {say(now ? "stop" : ran.value || stoppedAt.value !== undefined ? "runAgain" : "run")}
        </button>
        {now && <Running />}
        <span role="status">{!now && older.value && <span class="older">⚠︎ {say(older.value === "text" ? "olderText" : older.value === "plan" ? "olderPlan" : "olderRows")}</span>}</span>
      </p>
      {!mistaken && trouble?.about === "other" && <p class="bad" role="alert">⚠︎ {trouble.said}</p>}
      <div role="status">
        {mistaken && <p class="bad">⚠︎ {say("mustMend")}</p>}
        {stoppedAt.value !== undefined && <p>{say("stopped", { rows: count(stoppedAt.value) })}</p>}
        {!now && <Ran />}
      </div>
      {failed.value !== undefined && <p class="bad" role="alert">⚠︎ {say("failed", { said: failed.value })}</p>}
    </section>
  );
}

/** Which run the figures below are of. */
function Ran() {
  const last = ran.value;
  if (!last) return null;
  const { results: { ruleset, rows, asOf, asOfField }, loaded: of, milliseconds } = last;
  const seconds = (milliseconds / 1000).toFixed(milliseconds < 1_000 ? 2 : 1);
  const instant = asOfField !== undefined ? titleOfField(asOfField) : clock(asOf ?? "–");
  return <p class="soft">{say("ranIn", { ruleset: ruleset.id, version: ruleset.version, name: of.name, rows: count(rows.read), seconds })} · {say("instant")}: {instant}</p>;
}

function Running() {
  const now = progress.value;
  const size = loaded.value?.lines.size ?? 0;
  if (!now) return null;
  const percent = size > 0 ? Math.floor((now.bytes / size) * 100) : 100;
  return (
    <>
      <progress max={100} value={percent} aria-label={sayOfPage("backtest")} />
      <span class="counted">{say("running", { rows: count(now.rows), percent })}</span>
    </>
  );
}
