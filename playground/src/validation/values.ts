// What is typed in a field, and what the incident says of it.

import type { Form, FormField } from "shao-rules";
import { number, print } from "./json.js";
import { amount, day, instant, length } from "./spoken.js";

/** What is known of a field: nobody asked; asked and not known; known to be none; something. */
export type Standing = "absent" | "unknown" | "none" | "given";

/** What is known of a field by its value. */
export function standing(field: FormField, value: unknown): Standing {
  if (value === undefined) return "absent";
  if (value === null) return "unknown";
  const none = isList(field) ? Array.isArray(value) && value.length === 0 : field.none === true && value === "none";
  return none ? "none" : "given";
}

/** Whether a field takes several values: an empty list says that there are none. */
export function isList(field: FormField): boolean {
  return field.type === "enumList" || field.type === "textList" || field.type === "records";
}

/**
 * The value that a text stands for; none for an empty text. What the field cannot use is kept as it was typed, so that
 * the engine says what is wrong with it; so is a number that would become another one. Times without an offset are on
 * the clock of this one.
 */
export function typed(field: FormField, text: string, offset = "Z"): unknown {
  if (field.type === "text") return text === "" ? undefined : text;
  if (field.type === "textList") return lines(text);
  // Full-width digits come from Chinese keyboards.
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return undefined;
  return meant(field, plain, offset) ?? plain;
}

function meant(field: FormField, text: string, offset: string): unknown {
  switch (field.type) {
    case "integer":
    case "number":
      return number(text) ?? number(amount(text, field.unit) ?? "");
    case "date":
      return day(text);
    case "datetime":
      return instant(text, offset);
    case "duration":
      return length(text);
    default:
      return undefined;
  }
}

/** The text that stands for a value in an input. */
export function shown(field: FormField, value: unknown): string {
  if (value === undefined || value === null || standing(field, value) === "none") return "";
  if (field.type === "textList" && Array.isArray(value)) return value.map((it) => (typeof it === "string" ? it : print(it))).join("\n");
  return typeof value === "string" ? value : print(value);
}

/** The range between two ends, each of which may be missing: `0 … 100`, `≥ 0`, `≤ 45`. */
export function range({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return `${min} … ${max}`;
  if (min !== undefined) return `≥ ${min}`;
  return max === undefined ? "" : `≤ ${max}`;
}

/** A field of the form and where an incident has it. */
export interface Located {
  field: FormField;
  pointer: string;
}

/** The field that an assessment calls so: `people`, or `transfers[0].amount`; an item, `transfers[0]`, is its list. */
export function locate(form: Form, name: string): Located | undefined {
  const [, list, item, member] = /^(.+?)(?:\[(\d+)\](?:\.(.+))?)?$/.exec(name) ?? [];
  const field = form.sections.flatMap((it) => it.fields).find((it) => it.name === list);
  if (!field || item === undefined || member === undefined) return field && { field, pointer: field.path };
  const inner = field.items?.find((it) => it.name === member);
  return inner && { field: inner, pointer: `${field.path}/${item}${inner.path}` };
}

/** Whether a field is found by these words: by its name, title, question or choices. */
export function matches(field: FormField, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  if (words === "") return true;
  const said = [field.name, field.title, field.ask ?? "", ...(field.options ?? []).flatMap((it) => [it.value, it.title])];
  return said.some((it) => it.toLowerCase().includes(words)) || (field.items ?? []).some((it) => matches(it, wanted));
}

function lines(text: string): string[] | undefined {
  const all = text.split("\n").filter((it) => it.trim() !== "");
  return all.length === 0 ? undefined : all;
}
