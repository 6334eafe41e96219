// A case or a counterexample opened in the view that tries one incident, with all that it is assessed with.

import type { ProofIncident, ProofReport, RanCase } from "shao-rules";
import type { Context } from "../persistence/context.js";
import { notice } from "../session/session.js";
import { asOf, context, incident, view } from "../session/state.js";
import { resultTab } from "../session/tabs.js";
import { asOneStep } from "../session/undo.js";
import { isObject, parse } from "../validation/json.js";

/** Opens a case. */
export function openCase({ incident: text, asOf: instant, calendar, params }: RanCase): void {
  const read = parse(text);
  if ("misread" in read) notice.value = "noIncident";
  else open(read.value, instant, { ...(calendar && { calendar }), ...(params && { params }) });
}

/** Opens an incident of a proof, which is assessed with Monday to Friday as working days. */
export function openProof({ incident: found }: Pick<ProofIncident, "incident">, report: ProofReport): void {
  if (isObject(found)) open(found, report.asOf ?? undefined, { calendar: "weekdays" });
}

function open(found: Record<string, unknown>, instant: string | undefined, given: Context): void {
  asOneStep(() => {
    incident.value = found;
    if (instant !== undefined) asOf.value = instant;
    context.value = given;
    resultTab.value = "result";
    view.value = "try";
  });
}
