// What an assessment goes by beside its instant, as it is kept and shared.

import type { Settings } from "shao-rules";
import { type Fields, fields, textOf } from "./read.js";

/** Working days, and parameters that differ from the ruleset's. */
export type Context = Pick<Settings, "calendar" | "params">;

/** The context in data that anybody may have written; the engine says whether it fits the ruleset. */
export function contextIn(data: unknown): Context {
  const { calendar, params } = fields(data);
  const days = calendarIn(calendar);
  const numbers = Object.entries(fields(params)).filter((it): it is [string, number] => typeof it[1] === "number");
  return { ...(days && { calendar: days }), ...(numbers.length > 0 && { params: Object.fromEntries(numbers) }) };
}

function calendarIn(data: unknown): Context["calendar"] {
  if (data === "weekdays") return data;
  const found = fields(data);
  const [id, source] = [textOf(found, "id"), textOf(found, "source")];
  if (id === undefined) return undefined;
  const years = list(found, "years").filter((it) => typeof it === "number");
  return { id, years, holidays: texts(found, "holidays"), workdays: texts(found, "workdays"), ...(source !== undefined && { source }) };
}

function list(found: Fields, name: string): unknown[] {
  const value = found[name];
  return Array.isArray(value) ? value : [];
}

function texts(found: Fields, name: string): string[] {
  return list(found, name).filter((it) => typeof it === "string");
}
