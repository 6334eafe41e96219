// How both versions stand to each other, in a line; and what keeps them from being compared.

import type { Diagnostic } from "shao-rules";
import { say as sayOfPage } from "../app/words.js";
import { sentence } from "../editor/codes.js";
import { showPlace } from "../editor/go.js";
import { now, old } from "../session/compare.js";
import { difference, refusal, trouble } from "../session/comparing.js";
import type { Refusal } from "../engine/comparer.js";
import { count, say } from "./words.js";

export function Status() {
  const missing = old.text.value === undefined ? "old" : now.text.value === undefined ? "now" : undefined;
  const isFetched = missing && (missing === "old" ? old : now).origin.value.startsWith("shipped:");
  return (
    <div class="status" role="status">
      {trouble.value && <p class="bad">⚠︎ {trouble.value}</p>}
      {missing ? <p class="soft">{isFetched ? sayOfPage("loading") : say("waits", { which: say(missing) })}</p> : refusal.value ? <Refused refusal={refusal.value} /> : <Found />}
    </div>
  );
}

function Refused({ refusal: { which, message, first, count: mistakes } }: { refusal: Refusal }) {
  const isOpen = (which === "old" ? old : now).origin.value === "open";
  return (
    <p class="bad">
      ⚠︎ {say("mistakes", { which: say(which), count: mistakes })} {first ? placed(first) : message}
      {isOpen && first && <button type="button" onClick={() => showPlace(first.range)}>{say("goThere")}</button>}
      {difference.value && <span class="soft"> {say("stale")}</span>}
    </p>
  );
}

function placed(mistake: Diagnostic): string {
  const { line, character } = mistake.range.start;
  return say("mistakeAt", { line: line + 1, column: character + 1, message: sentence(mistake) });
}

function Found() {
  const last = difference.value;
  if (!last) return null;
  const { changes, affected, weighs } = last.found;
  if (changes.length === 0) return <p class="same">✓ {say(last.old === last.now ? "sameText" : "sameMeaning")}</p>;
  const heavy = changes.filter((it) => it.weighs).length;
  return (
    <p class="counts">
      <strong>{say("changes", { count: count(changes.length) })}</strong>
      <span>{weighs ? <>* {say("heavy", { count: count(heavy) })}</> : say("lightOnly")}</span>
      {affected.length > 0 && <span>* {say("affectedCount", { count: count(affected.length) })}</span>}
    </p>
  );
}
