// A fact: its title, its control, what is wrong with it. Drawn anew only when something of its own changes.

import { useComputed } from "@preact/signals";
import type { FieldKind, FormField } from "shao-rules";
import { say } from "../app/words.js";
import { change, faults, irrelevant, nextField } from "../session/known.js";
import { incident } from "../session/state.js";
import { at } from "../validation/pointer.js";
import { standing } from "../validation/values.js";
import { Control } from "./Control.js";
import { Records } from "./Records.js";

/** How values are written that people do not know how to write. */
const EXAMPLES: Partial<Record<FieldKind, string>> = { date: "2026-03-02", datetime: "2026-03-02T10:30:00+08:00", duration: "PT1H30M" };

export interface FieldProps {
  field: FormField;
  /** Where the incident has it. */
  pointer: string;
  /** What assessments call it. */
  name: string;
}

export function Field({ field, pointer, name }: FieldProps) {
  const value = useComputed(() => at(incident.value, pointer)).value;
  const fault = useComputed(() => faults.value.get(name)).value;
  const idle = useComputed(() => irrelevant.value.has(name)).value;
  const next = useComputed(() => nextField.value === name).value;
  const id = fieldId(pointer);
  const set = (to: unknown): void => change(pointer, to);
  const example = EXAMPLES[field.type];
  const help = [field.ask, example && say("written", { example })].filter(Boolean).join(" ");
  const describedBy = [help && `${id}-ask`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  const group = field.type === "bool" || field.type === "enumList" || field.type === "records";
  const title = (
    <>
      {field.title}
      {field.sensitive && <span class="tag" title={say("sensitiveHelp")}>{say("sensitive")}</span>}
      {next && <span class="tag next">{say("askFirst")}</span>}
    </>
  );
  return (
    <div class="field" data-standing={standing(field, value)} data-type={field.type}>
      {group ? <span class="title" id={`${id}-label`}>{title}</span> : <label class="title" id={`${id}-label`} for={id}>{title}</label>}
      <div class="control">
        {field.type === "records" ? (
          <Records field={field} value={value} pointer={pointer} name={name} id={id} describedBy={describedBy} />
        ) : (
          <Control field={field} value={value} id={id} describedBy={describedBy} bad={fault !== undefined} set={set} />
        )}
        {help && <p class="ask" id={`${id}-ask`}>{help}</p>}
        {idle && <p class="ask idle">{say("notRelevantNow")}</p>}
        {fault && <p class="bad fault" id={`${id}-fault`}>⚠︎ {fault}</p>}
      </div>
    </div>
  );
}

/** The id of a field's control. */
export function fieldId(pointer: string): string {
  return `fact${pointer.replaceAll("/", "-")}`;
}
