// What is typed: numbers, texts, days, instants, lengths of time. What was typed stays as it was typed.

import type { FormField } from "shao-rules";
import { useState } from "preact/hooks";
import { say, unit } from "../app/words.js";
import { same } from "../validation/json.js";
import { range, shown, standing, typed } from "../validation/values.js";
import type { ControlProps } from "./Control.js";
import { offset, Pick } from "./Pick.js";

export function Entry({ field, value, id, describedBy, bad, set }: ControlProps) {
  const [draft, setDraft] = useState(() => shown(field, value));
  // The draft counts while it says what the incident says; else the incident was changed elsewhere.
  const text = same(typed(field, draft, offset()), value) ? draft : shown(field, value);
  const take = (next: string): void => {
    setDraft(next);
    set(typed(field, next, offset()));
  };
  const now = standing(field, value);
  const given = {
    id,
    value: text,
    "aria-labelledby": `${id}-label`,
    placeholder: now === "unknown" ? say("unknown") : now === "none" ? say("noneHappened") : say(field.type === "textList" ? "onePerLine" : "absent"),
    "aria-describedby": describedBy,
    "aria-invalid": bad,
    autocomplete: "off",
    spellcheck: false,
  };
  const long = field.type === "text" || field.type === "textList";
  const limits = [range(field), unit(field.unit)].filter((it) => it !== "").join(" ");
  return (
    <div class="entry" data-standing={now}>
      {long ? (
        <textarea rows={1} {...given} onInput={(event) => take(event.currentTarget.value)} />
      ) : (
        <input type="text" inputMode={keys(field)} {...given} onInput={(event) => take(event.currentTarget.value)} />
      )}
      {limits && <span class="limits">{limits}</span>}
      {(field.type === "date" || field.type === "datetime") && <Pick type={field.type} take={take} />}
      <Mark on={now === "unknown"} said={say("unknownShort")} set={(on) => set(on ? null : undefined)} />
      {field.none === true && <Mark on={now === "none"} said={say("noneShort")} set={(on) => set(on ? "none" : undefined)} />}
    </div>
  );
}

interface MarkProps {
  on: boolean;
  said: string;
  set(on: boolean): void;
}

/** A state that a field is in or not. */
export function Mark({ on, said, set }: MarkProps) {
  return <button type="button" class="mark" aria-pressed={on} onClick={() => set(!on)}>{said}</button>;
}

function keys(field: FormField): "numeric" | "decimal" | "text" {
  // Some number pads have no minus.
  if (field.min === undefined || field.min < 0) return "text";
  return field.type === "integer" ? "numeric" : "decimal";
}
