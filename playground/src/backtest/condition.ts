// The condition of a label, made from a column, a test and a value.

import type { Json } from "shao-rules";

/** The tests; `true` stands alone. */
export const TESTS = ["true", "==", "!=", ">=", ">", "<=", "<"] as const;
export type Test = (typeof TESTS)[number];

/** `grade`, `>=`, `4` as `column("grade") >= 4`. Cells of a table are read as what they are compared with. */
export function conditionOf(column: string, test: Test, value: string): string {
  const name = `column(${JSON.stringify(column)})`;
  return test === "true" ? name : `${name} ${test} ${literal(value.trim())}`;
}

function literal(value: string): string {
  const plain = value === "true" || value === "false" || (value !== "" && Number.isFinite(Number(value)) && /^-?\d+(\.\d+)?$/.test(value));
  return plain ? value : JSON.stringify(value);
}

/** Rows whose column holds one of these values. */
export function conditionOfValues(column: string, values: readonly Json[]): string {
  const name = `column(${JSON.stringify(column)})`;
  const [first, ...others] = values.map((it) => JSON.stringify(it));
  if (first === undefined) return "";
  return others.length === 0 ? `${name} == ${first}` : `${name} in [${[first, ...others].join(", ")}]`;
}

/** The values of a column that a condition counts as yes; nothing where it is another condition. */
export function valuesOf(condition: string, column: string, all: readonly Json[]): Json[] | undefined {
  const name = `column(${JSON.stringify(column)})`;
  const rest = condition.trim();
  if (rest === "") return [];
  if (rest === name) return all.filter((it) => it === true || (typeof it === "string" && /^(true|TRUE|True|1|是)$/.test(it)));
  try {
    if (rest.startsWith(`${name} == `)) return [JSON.parse(rest.slice(name.length + 4)) as Json];
    if (rest.startsWith(`${name} in [`)) return JSON.parse(rest.slice(name.length + 4)) as Json[];
  } catch {
    // Another condition, or one that is being typed.
  }
  return undefined;
}

/** What outcomes are called, and which of their values say that it was so, or that nobody knows yet. */
const OUTCOME = /结果|结论|核实|核查|认定|定性|属实|outcome|result|verdict/i;
const SO = /^(诈骗|涉诈|是|属实|有|成立|异常|危房|1|true|yes|fraud|scam)$/i;
const OPEN = /待|未|不详|不明|核查中|调查中|pending|unknown|open/i;

/** Whether a column is called like an outcome. */
export function isOutcome(column: string): boolean {
  return OUTCOME.test(column);
}

/** Whether a value says that it was so. */
export function saysSo(value: Json): boolean {
  return value === true || SO.test(String(value));
}

/** Whether a value says that it is not known. */
export function isOpen(value: Json): boolean {
  return typeof value === "string" && OPEN.test(value);
}
