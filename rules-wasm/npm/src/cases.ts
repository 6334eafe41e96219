// The cases of a ruleset, and what holds of all incidents. All of it is synchronous: `await init()` first.

import { asked, bytesOf } from "./asked.js";
import { caseOf as write, prove as proofs, runCases as run } from "./glue.js";
import type { Settings } from "./settings.js";
import { settingsText } from "./settings.js";
import type { CaseReport, ProofReport } from "./wire.js";

/** Runs the cases in a ruleset's text, and those in the lines of a `cases.jsonl`. Throws a `RulesetError` where the text does not compile. */
export function runCases(source: string | Uint8Array, lines: string | Uint8Array = ""): CaseReport {
  return JSON.parse(asked(() => run(bytesOf(source), bytesOf(lines)))) as CaseReport;
}

/**
 * An incident, as its JSON text, written down as a case that states what it comes to now: a `[[case]]` for the end of
 * the ruleset's text, or a line of `cases.jsonl`. Of the settings it takes `asOf`, which is needed, `calendar` and
 * `params`. Throws a `RulesetError` of the code `case` where the form cannot say a value; its `data` has the sentence
 * in `zh` and in `en`.
 */
export function caseOf(source: string | Uint8Array, incident: string, settings: Settings, name: string, form: "toml" | "line"): string {
  return asked(() => write(bytesOf(source), settingsText(settings), bytesOf(incident), name, form));
}

/**
 * Which properties hold of all incidents, and incidents that show which do not: they come to what is told of them with
 * the report's `asOf` and the calendar `"weekdays"`. The cases in lines help the search.
 */
export function prove(source: string | Uint8Array, lines: string | Uint8Array = ""): ProofReport {
  return JSON.parse(asked(() => proofs(bytesOf(source), bytesOf(lines)))) as ProofReport;
}
