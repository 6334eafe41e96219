// A moved report, opened in the view that tries one.

import type { DifferenceMove, Plan } from "shao-rules";
import { openIncident } from "../session/open.js";
import { notice } from "../session/session.js";
import { parse } from "../validation/json.js";

/** Opens it, at its own instant where it has one, and with nothing else that it was not compared with. */
export function openMove({ incident }: DifferenceMove, { asOfField }: Plan): void {
  const read = parse(incident ?? "");
  if ("misread" in read) {
    notice.value = "noIncident";
    return;
  }
  const own = asOfField === undefined ? undefined : read.value[asOfField];
  openIncident(read.value, typeof own === "string" ? own : undefined, {});
}
