// The instant of the assessment.

import { say } from "../app/words.js";
import { asOf } from "../session/state.js";
import { Pick } from "./Pick.js";

export function AsOf() {
  return (
    <div class="as-of">
      <label for="as-of">{say("asOf")}</label>
      <input id="as-of" type="text" value={asOf.value} title={say("written", { example: "2026-03-02T10:30:00+08:00" })} autocomplete="off" spellcheck={false} onInput={(event) => (asOf.value = event.currentTarget.value.trim())} />
      <Pick type="datetime" take={(text) => (asOf.value = text)} />
      <button type="button" onClick={() => (asOf.value = here(new Date()))}>{say("now")}</button>
    </div>
  );
}

/** An instant on the clock of this place. */
function here(instant: Date): string {
  const minutes = -instant.getTimezoneOffset();
  const two = (it: number): string => String(Math.floor(Math.abs(it))).padStart(2, "0");
  const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
