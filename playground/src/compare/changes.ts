// Which changes are shown, and how many there are of each kind.

import type { Difference, DifferenceAffected, DifferenceChange, DifferenceDetail } from "shao-rules";

/** All changes, those that may change an assessment, or those that cannot. */
export type Weight = "all" | "weighs" | "light";

/** Changes of things of one kind. */
export interface Group {
  kind: DifferenceChange["kind"];
  /** What such a thing is called. */
  word: DifferenceChange["word"];
  changes: DifferenceChange[];
}

/** Changes by kind, in the engine's order; at most so many. */
export function groups(all: readonly DifferenceChange[], most: number): Group[] {
  const found: Group[] = [];
  for (const change of all.slice(0, most)) {
    const last = found.at(-1);
    if (last?.kind === change.kind) last.changes.push(change);
    else found.push({ kind: change.kind, word: change.word, changes: [change] });
  }
  return found;
}

/** The changes of a weight, and the rules that are affected, which always weigh. */
export function weighing({ changes, affected }: Difference, weight: Weight): { changes: DifferenceChange[]; affected: DifferenceAffected[] } {
  return {
    changes: weight === "all" ? changes : changes.filter((it) => it.weighs === (weight === "weighs")),
    affected: weight === "light" ? [] : affected,
  };
}

/** A member that differs in the same way in several bins, cells or values. */
export interface Alike {
  detail: DifferenceDetail;
  parts: NonNullable<DifferenceDetail["part"]>[];
}

/** Members that differ, those that differ in the same way together. */
export function alike(details: readonly DifferenceDetail[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const detail of details) {
    const { member, language, old, new: now, added, removed, part } = detail;
    const key = JSON.stringify([member, language, old, now, added, removed]);
    const same = found.get(key) ?? { detail, parts: [] };
    if (part) same.parts.push(part);
    found.set(key, same);
  }
  return [...found.values()];
}
