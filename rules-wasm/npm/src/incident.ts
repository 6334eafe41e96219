// An incident as JSON. What JSON cannot say, and what it would say wrongly, is an input error of the field that has it.

/** An incident: members as the ruleset's schema names them. */
export type Incident = object;

/** Stands for the value at this place among the odd ones: no field can use a number that large. */
const MARK = "1e99990";

/** An incident's JSON, and what was odd in it. */
export interface Written {
  json: string;
  odd: readonly string[];
}

export const NOTHING_ODD: readonly string[] = [];

/** Whether it is an object with members of its own, which JSON would be made of as they are. */
export function isPlain(incident: unknown): incident is object {
  if (typeof incident !== "object" || incident === null) return false;
  const prototype: unknown = Object.getPrototypeOf(incident);
  return prototype === Object.prototype || prototype === null;
}

/** Writes an incident. */
export function written(incident: unknown): Written {
  // The engine says that this is no object.
  if (typeof incident !== "object") return { json: typeof incident === "string" ? JSON.stringify(incident) : String(incident), odd: NOTHING_ODD };
  if (!isOdd(incident, 0)) {
    return { json: JSON.stringify(incident), odd: NOTHING_ODD };
  }
  const odd: string[] = [];
  return { json: spelled(incident, odd, []), odd };
}

/** The data of an answer; what is said of a mark is said of what was odd there. */
export function read(json: string, odd: readonly string[]): unknown {
  if (odd.length === 0) return JSON.parse(json);
  return JSON.parse(json, (_, value: unknown) => (typeof value === "string" ? unmarked(value, odd) : value));
}

/** What is said of a value, in which texts stand in quotes and are left as they are. */
export function unmarked(said: string, odd: readonly string[]): string {
  if (odd.length === 0) return said;
  const mark = /"(?:[^"\\]|\\.)*"?|1e99990(\d+)/g;
  return said.replace(mark, (all, place: string | undefined) => (place === undefined ? all : (odd[Number(place)] ?? all)));
}

/** Objects in objects that are looked into at most; beyond them may be a cycle, and the slow way knows. */
const DEPTH = 16;

/** Whether `JSON.stringify` would throw, or say null where something is, or leave it out. */
function isOdd(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "number":
      return value - value !== 0;
    case "object":
      if (value === null) return false;
      if (depth > DEPTH) return true;
      if (Array.isArray(value)) {
        for (let at = 0; at < value.length; at++) if (value[at] === undefined || isOdd(value[at], depth + 1)) return true;
        return false;
      }
      if (value instanceof Date) return Number.isNaN(value.getTime());
      for (const name in value) if (isOdd((value as Record<string, unknown>)[name], depth + 1)) return true;
      return false;
    case "bigint":
    case "function":
    case "symbol":
      return true;
    default:
      return false;
  }
}

/** JSON in which marks stand for odd values. */
function spelled(value: unknown, odd: string[], within: object[]): string {
  if (typeof value === "object" && value !== null) {
    if (within.includes(value)) return mark("a cycle", odd);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? mark("an invalid date", odd) : JSON.stringify(value);
    const inner = [...within, value];
    if (Array.isArray(value)) return `[${value.map((it) => spelled(it, odd, inner)).join(",")}]`;
    const members = Object.entries(value).filter(([, it]) => it !== undefined);
    return `{${members.map(([name, it]) => `${JSON.stringify(name)}:${spelled(it, odd, inner)}`).join(",")}}`;
  }
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? JSON.stringify(value) : mark(String(value), odd);
    case "bigint":
      return mark(`the BigInt ${value}`, odd);
    case "function":
    case "symbol":
    case "undefined":
      return mark(typeof value === "undefined" ? "undefined" : `a ${typeof value}`, odd);
    default:
      return JSON.stringify(value);
  }
}

function mark(what: string, odd: string[]): string {
  return MARK + String(odd.push(what) - 1);
}
