// The levels as steps, from the lowest: where the incident stands, and where it may still get.

import type { Assessment, LevelDetail } from "shao-rules";

/** What a level is to the incident. */
export type Reach = "present" | "possible" | "out";

/** A level, its place from 0 and what it is to the incident. */
export interface Rung {
  level: LevelDetail;
  rank: number;
  reach: Reach;
}

/** The rungs, from the lowest. */
export function rungs(levels: readonly LevelDetail[], assessment: Assessment): Rung[] {
  const rank = (id: string): number => levels.findIndex((it) => it.id === id);
  const present = rank(assessment.level);
  const low = Math.min(present, rank(assessment.bounds?.level.low.value ?? assessment.level));
  const high = Math.max(present, rank(assessment.bounds?.level.high.value ?? assessment.ceiling.level));
  return levels.map((level, at) => ({ level, rank: at, reach: at === present ? "present" : at >= low && at <= high ? "possible" : "out" }));
}

const SHADES = ["low", "medium", "high", "critical"] as const;

/** The colour of a level by its place among all; never the only sign of it. */
export function shade(rank: number, count: number): (typeof SHADES)[number] {
  const at = count < 2 ? 0 : Math.round((rank / (count - 1)) * (SHADES.length - 1));
  return SHADES[at] ?? "critical";
}
