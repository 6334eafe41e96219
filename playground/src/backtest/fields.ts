// The fields of the ruleset at work that a column can be.

import type { FormField } from "shao-rules";
import { ruleset } from "../session/state.js";

/** All fields but lists of records, which no single column is. */
export function fieldsOf(): FormField[] {
  return (ruleset.value?.form.sections ?? []).flatMap((it) => it.fields).filter((it) => it.type !== "records");
}

/** What a field is called; its name, where there is none any more. */
export function titleOfField(name: string): string {
  return fieldsOf().find((it) => it.name === name)?.title ?? name;
}
