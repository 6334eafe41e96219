// A moved report, opened in the view that tries one.

import { signal } from "@preact/signals";
import type { DifferenceMove, Plan } from "shao-rules";
import { asOf, incident, view } from "../session/state.js";
import { resultTab } from "../session/tabs.js";
import { asOneStep } from "../session/undo.js";
import { parse } from "../validation/json.js";

/** The number of the row that could not be opened. */
export const unopened = signal<number | undefined>(undefined);

/** Opens it, at its own instant where it has one. */
export function openMove({ number, incident: json }: DifferenceMove, { asOfField }: Plan): void {
  const read = parse(json ?? "");
  if ("misread" in read) {
    unopened.value = number;
    return;
  }
  const own = asOfField === undefined ? undefined : read.value[asOfField];
  asOneStep(() => {
    unopened.value = undefined;
    incident.value = read.value;
    if (typeof own === "string") asOf.value = own;
    resultTab.value = "result";
    view.value = "try";
  });
}
