// An incident from another view, opened in the one that tries it.

import { focusNext } from "../components/focus.js";
import type { Context } from "../persistence/context.js";
import { asOf, context, incident, view } from "./state.js";
import { resultTab } from "./tabs.js";
import { asOneStep } from "./undo.js";

/** Tries an incident with all that it is assessed with; without an instant of its own, at the page's. */
export function openIncident(found: Record<string, unknown>, instant: string | undefined, given: Context): void {
  asOneStep(() => {
    incident.value = found;
    if (instant !== undefined) asOf.value = instant;
    context.value = given;
    resultTab.value = "result";
    goToResult();
  });
}

/** Shows what comes of the incident, and moves the keyboard there. */
export function goToResult(): void {
  view.value = "try";
  focusNext(() => document.getElementById("standing"));
}
