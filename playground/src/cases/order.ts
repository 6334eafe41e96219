// What a list of cases shows: those that fail first, then those that moved, and of them what is looked for.

import type { RanCase } from "shao-rules";
import type { Move } from "./moves.js";

export type Which = "all" | "failed" | "moved";

/** A case of the list. */
export interface Listed {
  key: string;
  one: RanCase;
  move: Move | undefined;
}

/** The cases that are shown, in the order that they are shown in; among equals the file's. */
export function listed(all: ReadonlyMap<string, RanCase>, moves: ReadonlyMap<string, Move>, which: Which, words: string): Listed[] {
  const wanted = words.trim().toLowerCase();
  const found = [...all].map(([key, one]) => ({ key, one, move: moves.get(key) }));
  return found.filter((it) => shows(it, which) && says(it.one, wanted)).sort((a, b) => urgency(a) - urgency(b));
}

function shows({ one, move }: Listed, which: Which): boolean {
  return which === "all" || (which === "failed" ? !one.passed : move !== undefined);
}

function says({ name, incident, differences }: RanCase, wanted: string): boolean {
  return [name, incident, ...differences.flatMap((it) => Object.values(it.text))].some((it) => it.toLowerCase().includes(wanted));
}

function urgency({ one, move }: Listed): number {
  return (one.passed ? 2 : 0) + (move ? 0 : 1);
}
