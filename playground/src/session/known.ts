// What the last result says of each field, for the form; and the changes that a form makes.

import { computed } from "@preact/signals";
import type { FormSection } from "shao-rules";
import { told } from "../app/words.js";
import { same } from "../validation/json.js";
import { put } from "../validation/pointer.js";
import { incident, ruleset, trial } from "./state.js";

/** The id of the ruleset that the form is of. */
export const formOf = computed(() => ruleset.value?.form.ruleset);

let lastSections: FormSection[] = [];
/** The sections of the form: the same object until one of them is another, so that typing in the text draws no form. */
export const sections = computed(() => {
  const now = ruleset.value?.form.sections ?? [];
  if (!same(now, lastSections)) lastSections = now;
  return lastSections;
});

/** What is wrong with a field's value, by the field's name in assessments. */
export const faults = computed(() => new Map(trial.value?.explained.details.inputErrors.map((it) => [it.field, told(it.text)])));

/** Fields that certainly do not apply. */
export const irrelevant = computed(() => new Set(trial.value?.relevance.filter((it) => it.relevant === false).map((it) => it.field)));

/** The field to ask for next. */
export const nextField = computed(() => trial.value?.assessment.next?.[0]?.field);

/** Sets a value of the incident; without one the member is taken out. */
export function change(pointer: string, value: unknown): void {
  incident.value = put(incident.peek(), pointer, value);
}
