// The form of a ruleset: its fields in the file's order; those that do not apply are folded away.

import { useComputed } from "@preact/signals";
import type { FormField, FormSection } from "shao-rules";
import { useState } from "preact/hooks";
import { say } from "../app/words.js";
import { formOf, irrelevant, sections } from "../session/known.js";
import { incident } from "../session/state.js";
import { asOneStep } from "../session/undo.js";
import { at } from "../validation/pointer.js";
import { matches } from "../validation/values.js";
import { Field } from "./Field.js";

export function Form() {
  const [wanted, setWanted] = useState("");
  const id = formOf.value;
  if (id === undefined) return <p role="status">{say("loading")}</p>;
  const shown = sections.value
    .map((it) => ({ ...it, fields: it.fields.filter((field) => matches(field, wanted)) }))
    .filter((it) => it.fields.length > 0);
  return (
    <form class="facts" aria-label={say("facts")} onSubmit={(event) => event.preventDefault()}>
      <div class="find">
        <input type="search" value={wanted} placeholder={say("filter")} aria-label={say("filter")} onInput={(event) => setWanted(event.currentTarget.value)} />
        <button type="button" onClick={() => asOneStep(() => void (incident.value = {}))}>{say("emptyAll")}</button>
      </div>
      {shown.length === 0 && <p class="soft">{say("noneFound")}</p>}
      {shown.map((it) => <Section key={`${id} ${it.fields[0]?.name}`} section={it} all={wanted !== ""} />)}
    </form>
  );
}

interface SectionProps {
  section: FormSection;
  /** Whether those that do not apply are shown as well: somebody looks for them. */
  all: boolean;
}

function Section({ section, all }: SectionProps) {
  // A string, so that the section is drawn anew only when another field is folded.
  const names = useComputed(() => section.fields.filter((it) => irrelevant.value.has(it.name) && at(incident.value, it.path) === undefined).map((it) => it.name).join("\n"));
  const folded = new Set(all ? [] : names.value.split("\n"));
  const rest = section.fields.filter((it) => folded.has(it.name));
  return (
    <section class="section">
      {section.fields.filter((it) => !folded.has(it.name)).map((it) => <One key={it.name} field={it} />)}
      {rest.length > 0 && (
        <details class="folded">
          <summary>{say("notRelevant")} ({rest.length})</summary>
          {rest.map((it) => <One key={it.name} field={it} />)}
        </details>
      )}
    </section>
  );
}

function One({ field }: { field: FormField }) {
  return <Field field={field} pointer={field.path} name={field.name} />;
}
