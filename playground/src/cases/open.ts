// A case or a counterexample opened in the view that tries one incident, with all that it is assessed with.

import type { ProofIncident, ProofReport, RanCase } from "shao-rules";
import { openIncident } from "../session/open.js";
import { notice } from "../session/session.js";
import { isObject, parse } from "../validation/json.js";

/** Opens a case. */
export function openCase({ incident: text, asOf: instant, calendar, params }: RanCase): void {
  const read = parse(text);
  if ("misread" in read) notice.value = "noIncident";
  else openIncident(read.value, instant, { ...(calendar && { calendar }), ...(params && { params }) });
}

/** Opens an incident of a proof, which is assessed with Monday to Friday as working days. */
export function openProof({ incident: found }: Pick<ProofIncident, "incident">, report: ProofReport): void {
  if (isObject(found)) openIncident(found, report.asOf ?? undefined, { calendar: "weekdays" });
}
