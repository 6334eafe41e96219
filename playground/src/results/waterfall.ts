// How the score adds up, step by step, from what it starts with to what counts.

import type { GroupDetail, HitDetail, ScoreDetail } from "shao-rules";

/** A step: where the sum stood before and after it. */
export interface Step {
  kind: "base" | "hit" | "limit" | "held";
  from: number;
  to: number;
  hit?: HitDetail;
}

/** The steps of a group; what is in none comes last. */
export interface Block {
  group: GroupDetail | undefined;
  steps: Step[];
}

/** The steps in the order of the groups; groups without a hit have none. */
export function blocks(score: ScoreDetail, hits: readonly HitDetail[], present: number): Block[] {
  const all: Block[] = [];
  let sum = score.base;
  if (score.base !== 0) all.push({ group: undefined, steps: [{ kind: "base", from: 0, to: score.base }] });
  for (const group of score.groups) {
    const steps = inGroup(group, hits.filter((it) => it.group === group.id), sum);
    sum += group.counted;
    if (steps.length > 0) all.push({ group, steps });
  }
  if (sum !== present) all.push({ group: undefined, steps: [{ kind: "held", from: sum, to: present }] });
  return all;
}

function inGroup(group: GroupDetail, hits: readonly HitDetail[], start: number): Step[] {
  let sum = start;
  const steps: Step[] = hits.map((hit) => ({ kind: "hit", from: sum, to: (sum += hit.counted), hit }));
  const end = start + group.counted;
  if (sum !== end) steps.push({ kind: "limit", from: sum, to: end });
  return steps;
}

/** The ends of a scale on which all steps and the possible scores are. */
export function scale(steps: readonly Step[], others: readonly number[]): [low: number, high: number] {
  const all = [0, ...others, ...steps.flatMap((it) => [it.from, it.to])];
  const low = Math.min(...all);
  const high = Math.max(...all);
  return low === high ? [low, low + 1] : [low, high];
}

/** Where a value is on a scale, in hundredths of its length. */
export function place(value: number, [low, high]: [number, number]): number {
  return Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100));
}
