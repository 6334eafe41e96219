// Which cases have moved between two runs: a case is known by its name and the file that it stands in.

import type { CaseReport, RanCase } from "shao-rules";

/** How a case has moved, and what came of it before. */
export interface Move {
  /** It was passed and now fails, the other way round, or comes to something else and is as it was otherwise. */
  how: "fails" | "passes" | "shifts";
  before: RanCase;
}

/** The cases by their keys, in their order. Of those with one name in one file each has its own. */
export function keyed(all: readonly RanCase[]): Map<string, RanCase> {
  const found = new Map<string, RanCase>();
  for (const it of all) {
    let key = `${it.place.in} ${it.name}`;
    while (found.has(key)) key += "′";
    found.set(key, it);
  }
  return found;
}

/** What came of cases at some moment, by their keys. */
export type Mark = ReadonlyMap<string, RanCase>;

/** A mark with the cases that came after it, as they were when they came. */
export function markedToo(mark: Mark, now: CaseReport): Mark {
  return new Map([...keyed(now.cases), ...mark]);
}

/** The cases that have moved, by their keys; one that was not there before has not moved. */
export function moves(before: Mark, now: CaseReport): Map<string, Move> {
  const found = new Map<string, Move>();
  for (const [key, it] of keyed(now.cases)) {
    const last = before.get(key);
    const how = last && moved(last, it);
    if (last && how) found.set(key, { how, before: last });
  }
  return found;
}

function moved(before: RanCase, now: RanCase): Move["how"] | undefined {
  if (before.passed !== now.passed) return now.passed ? "passes" : "fails";
  return before.score !== now.score || before.level !== now.level ? "shifts" : undefined;
}
