// Values in an incident, by RFC 6901 pointer. An incident is never changed: each change makes another one, and what it
// did not touch stays the same object.

import { isObject } from "./json.js";

/** The value there; undefined where there is none. */
export function at(whole: unknown, pointer: string): unknown {
  return steps(pointer).reduce(inside, whole);
}

/** The incident with another value there; objects on the way to it are made. Without a value, the member is taken out. */
export function put(whole: Record<string, unknown>, pointer: string, value: unknown): Record<string, unknown> {
  const changed = changing(whole, steps(pointer), value);
  return isObject(changed) ? changed : whole;
}

/** The pointer of a member or an item. */
export function under(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function steps(pointer: string): string[] {
  return pointer.split("/").slice(1).map((it) => it.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function inside(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function changing(value: unknown, [step, ...rest]: string[], to: unknown): unknown {
  if (step === undefined) return to;
  const inner = changing(inside(value, step), rest, to);
  if (Array.isArray(value)) return value.toSpliced(Number(step), 1, ...(inner === undefined ? [] : [inner]));
  const members = Object.entries(isObject(value) ? value : {});
  if (inner === undefined) return Object.fromEntries(members.filter(([name]) => name !== step));
  // `fromEntries` makes own members of all names, `__proto__` as well.
  return Object.fromEntries(members.some(([name]) => name === step) ? members.map(([name, it]) => [name, name === step ? inner : it]) : [...members, [step, inner]]);
}
