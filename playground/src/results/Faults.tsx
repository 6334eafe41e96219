// What keeps the result from being whole: values that cannot be used, rules that failed, names that are close.

import type { Assessment, Details } from "shao-rules";
import { say, told } from "../app/words.js";
import { goToField } from "./field.js";
import { EntryName } from "./Pointing.js";

interface FaultsProps {
  assessment: Assessment;
  details: Details;
}

export function Faults({ assessment, details }: FaultsProps) {
  const near = assessment.warnings ?? [];
  if (details.inputErrors.length + details.failed.length + near.length === 0) return null;
  return (
    <section class="faults" aria-label={say("faults")}>
      <h2>{say("faults")}</h2>
      <ul>
        {details.inputErrors.map((it) => (
          <li key={it.field}>
            <button type="button" class="link" onClick={() => goToField(it.field)}>{it.title ? told(it.title) : it.field}</button> {told(it.text)} <code>{it.code}</code>
          </li>
        ))}
        {details.failed.map((it) => <li key={it.id}>{say("failed")}: <EntryName id={it.id} /> {told(it.text)} <code>{it.code}</code></li>)}
        {near.map((it) => <li key={it.name}>{say("nearMiss", { name: it.name, meant: it.meant })}</li>)}
      </ul>
    </section>
  );
}
