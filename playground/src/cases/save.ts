// The incident that is tried, written down as a case.

import type { Texts } from "shao-rules";
import { told } from "../app/words.js";
import type { Trial } from "../engine/desk.js";
import { judge } from "../engine/engine.js";
import { judged, put, saved } from "../session/cases.js";
import { cases, incident, settings, text } from "../session/state.js";
import { print } from "../validation/json.js";
import { added, freeName, namesIn, renamed } from "./lines.js";

/** Saves it at the end of the cases file, where every value can be said; what is wrong, if it cannot be. */
export async function saveCase(found: Trial): Promise<Texts | "mustMend" | undefined> {
  const [given, lines] = [incident.peek(), cases.peek()];
  const name = freeName(nameOf(found), new Set([...namesIn(lines), ...(judged.peek()?.report.cases ?? []).map((it) => it.name)]));
  const written = await judge.call.written(text.peek(), print(given), settings.peek(), name);
  if (!written) return "mustMend";
  if ("refused" in written) return written.refused;
  const now = added(lines, written.line);
  put({ what: "saved", name, line: now.line, before: lines, after: now.lines, incident: given });
  return undefined;
}

/** A name to begin with: the level, the points, and what they come of. */
function nameOf({ assessment: { score, level, hits }, explained }: Trial): string {
  const title = explained.details.levels.find((it) => it.id === level)?.title;
  const names = hits.slice(0, 2).map((it) => it.id);
  return `${title ? told(title) : level} ${score}: ${[...names, ...(hits.length > names.length ? ["…"] : [])].join(", ") || "–"}`;
}

/** Gives the case that was just saved another name. */
export function renameSaved(name: string): void {
  const last = saved.peek();
  if (!last || name.trim() === "" || name === last.name) return;
  put({ ...last, name: name.trim(), after: renamed(last.after, last.line, name.trim()) });
}
