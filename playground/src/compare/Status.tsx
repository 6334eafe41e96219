// How both versions stand to each other, in a line; and what keeps them from being compared.

import { showPlace } from "../editor/show.js";
import { now, old } from "../session/compare.js";
import { difference, refusal, trouble } from "../session/comparing.js";
import type { Refusal } from "../engine/comparer.js";
import { count, say } from "./words.js";

export function Status() {
  const missing = old.text.value === undefined ? "old" : now.text.value === undefined ? "now" : undefined;
  return (
    <div class="status" role="status">
      {trouble.value && <p class="bad">⚠︎ {trouble.value}</p>}
      {missing ? <p class="soft">{say("waits", { which: say(missing) })}</p> : refusal.value ? <Refused refusal={refusal.value} /> : <Found />}
    </div>
  );
}

function Refused({ refusal: { which, message, line, column, count: mistakes } }: { refusal: Refusal }) {
  const isOpen = (which === "old" ? old : now).origin.value === "open";
  const place = line !== undefined && column !== undefined ? { line: line - 1, character: column - 1 } : undefined;
  return (
    <p class="bad">
      ⚠︎ {say("mistakes", { which: say(which), count: mistakes })} {place ? say("mistakeAt", { line: place.line + 1, column: place.character + 1, message }) : message}
      {isOpen && place && <button type="button" onClick={() => showPlace({ start: place, end: place })}>{say("goThere")}</button>}
      {difference.value && <span class="soft"> {say("stale")}</span>}
    </p>
  );
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
