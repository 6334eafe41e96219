// A moved report, opened in the view that tries one.

import type { DifferenceMove, Plan } from "shao-rules";
import { moved } from "../session/comparing.js";
import { openIncident } from "../session/open.js";
import { notice } from "../session/session.js";
import { parse } from "../validation/json.js";

/** Opens it as it was compared: at its own instant where it has one, else at that of the comparison, and with nothing else. */
export function openMove({ incident }: DifferenceMove, { asOfField }: Plan): void {
  const read = parse(incident ?? "");
  if ("misread" in read) {
    notice.value = "noIncident";
    return;
  }
  const own = asOfField === undefined ? undefined : read.value[asOfField];
  openIncident(read.value, typeof own === "string" ? own : moved.peek()?.asOf, {});
}
