// How incidents are assessed: what the host gives beside them.

import { RulesetError } from "./error.js";

/** Which days are working days. */
export interface WorkingDays {
  id: string;
  /** The years that it knows all days of. */
  years: readonly number[];
  /** Days off, `2026-01-01`. */
  holidays: readonly string[];
  /** Working days that would be days off. */
  workdays: readonly string[];
  source?: string;
}

/** The settings of an assessment; each may be left out. */
export interface Settings {
  /** The instant of the assessment; text as RFC 3339 with an offset. Without one, what depends on it is open. */
  asOf?: Date | string | undefined;
  /** Holidays and make-up working days, or Monday to Friday; without them, deadlines in working days are unknown. */
  calendar?: "weekdays" | WorkingDays | undefined;
  /** Values of parameters that differ from the ruleset's. */
  params?: Readonly<Record<string, number>> | undefined;
  /** The member that names an incident; without one, `id`. */
  key?: string | undefined;
  /** The member that holds the instant of each incident's own assessment. */
  asOfField?: string | undefined;
  /** Refuses an incident with an unusable value instead of scoring it. */
  strict?: boolean | undefined;
  /** Adds the exact lowest and highest to each assessment. */
  bounds?: boolean | undefined;
  /** The same, and adds the facts worth asking for next. */
  next?: boolean | undefined;
}

/** The last settings of which no member is an object that may change, and their text. */
let last = { names: [] as string[], values: [] as unknown[], text: "{}" };

/** Settings as the engine reads them. Those that say the same, in the same order, have the same text. */
export function settingsText(settings: Settings | undefined): string {
  if (settings === undefined) return "{}";
  if (isLast(settings)) return last.text;
  const { asOf, params } = settings;
  if (asOf instanceof Date && Number.isNaN(asOf.getTime())) throw new RulesetError("settings", "`asOf` is an invalid date");
  for (const [name, value] of Object.entries(params ?? {})) {
    if (!Number.isFinite(value)) throw new RulesetError("settings", `the parameter \`${name}\` is ${value}: expected a number`);
  }
  const text = JSON.stringify(settings);
  const values: unknown[] = Object.values(settings);
  if (values.every((value) => typeof value !== "object")) last = { names: Object.keys(settings), values, text };
  return text;
}

function isLast(settings: Settings): boolean {
  let at = 0;
  for (const name in settings) {
    if (last.names[at] !== name || last.values[at] !== settings[name as keyof Settings]) return false;
    at += 1;
  }
  return at === last.names.length;
}
