// How the cases stand, and how they have moved since the text was opened.

import { say as sayAll } from "../app/words.js";
import { failing, judged, judgeTrouble, markNow, moved, proved, saved, takeBack } from "../session/cases.js";
import { cases, snapshot } from "../session/state.js";
import type { Move } from "./moves.js";
import { type CaseWord, say } from "./words.js";

export function Head() {
  const mistaken = snapshot.value !== undefined && !snapshot.value.ruleset;
  return (
    <div class="test-head">
      {mistaken && <p class="bad" role="status">⚠︎ {say(judged.value ? "old" : "mendFirst")}</p>}
      {judgeTrouble.value && <p class="bad" role="alert">⚠︎ {judgeTrouble.value}</p>}
      {judged.value && <Standing old={mistaken} />}
      {judged.value && <Moves />}
      {saved.value?.what === "removed" && (
        <p role="status">
          {say("removedCase", { name: saved.value.name })} <button type="button" onClick={takeBack}>{sayAll("takeBack")}</button>
        </p>
      )}
    </div>
  );
}

function Standing({ old }: { old: boolean }) {
  const { passed, failed, unusable, coverage } = judged.value!.report;
  const gaps = [...coverage.outcomes, ...coverage.thresholds].filter((it) => it.gap).length;
  const all = passed + failed + unusable.length;
  return (
    <p class="counts" data-old={old}>
      <span role="status">
        <strong class={failing.value > 0 ? "bad" : "good"}>{failing.value > 0 ? "✗" : "✓"} {say("passedOf", { passed, all })}</strong>
        {old && <span class="tag">{say("oldTag")}</span>}
      </span>
      <Proved />
      <span class="soft">{gaps > 0 ? `○ ${say("gapFacts", { count: gaps })}` : `● ${say("noGaps")}`}</span>
      {all === 0 && cases.value === "" && <span>{say("noCases")}</span>}
    </p>
  );
}

function Proved() {
  const all = proved.value?.report.properties;
  if (!all || all.length === 0) return null;
  const count = (verdict: string): number => all.filter((it) => it.verdict === verdict).length;
  const fails = count("fails");
  return <span class={fails > 0 ? "bad" : "soft"}>{say("propertyFacts", { holds: count("holds"), fails, open: count("notDecided") })}</span>;
}

const HOWS: readonly (readonly [Move["how"], CaseWord, string])[] = [["fails", "nowFail", "✗"], ["passes", "nowPass", "✓"], ["shifts", "nowShift", "→"]];

function Moves() {
  const all = [...moved.value.values()];
  const told = HOWS.flatMap(([how, word, sign]) => {
    const count = all.filter((it) => it.how === how).length;
    return count > 0 ? [`${sign} ${say(word, { count })}`] : [];
  });
  return (
    <p class="moves">
      <span role="status">{told.length > 0 ? <><span class="soft">{say("sinceMark")}</span> {told.map((it) => <strong key={it}>{it}</strong>)}</> : <span class="soft">{say("noMove")}</span>}</span>
      {told.length > 0 && <button type="button" onClick={markNow}>{say("markNow")}</button>}
    </p>
  );
}
