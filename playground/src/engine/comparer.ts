// What a worker does for two versions of a ruleset: what differs, and which rows move from level to level.

import { type Compared, Comparison, type Diagnostic, diff, type Difference, init, type LevelDetail, type Plan, Ruleset, RulesetError, type Settings } from "shao-rules";
import { joined } from "./bytes.js";

/** One of both versions. */
export type Which = "old" | "now";

/** A version that cannot be used, and its first mistake. */
export interface Refusal {
  which: Which;
  message: string;
  /** The first of its mistakes; none where it is no text of a ruleset at all. */
  first: Diagnostic | undefined;
  /** How many mistakes there are. */
  count: number;
}

/** The levels of both, from the lowest. */
export type Levels = Readonly<Record<Which, readonly LevelDetail[]>>;

/** The engine at two versions. */
export class Comparer {
  #run: Comparison | undefined;
  /** The beginning of a line that the last part ended in. */
  #rest = new Uint8Array();

  /** What differs, or which version has mistakes. */
  async difference(old: string, now: string): Promise<{ difference: Difference } | { refusal: Refusal }> {
    await init();
    try {
      return { difference: diff(old, now) };
    } catch (error) {
      const refusal = (await refused("old", old)) ?? (await refused("now", now));
      if (!refusal) throw error;
      return { refusal };
    }
  }

  /** Begins with rows; gives the levels that they move between. */
  async begin(old: string, now: string, settings: Settings, plan: Plan): Promise<Levels> {
    this.#run?.dispose();
    this.#rest = new Uint8Array();
    this.#run = await Comparison.begin(old, now, settings, plan);
    return { old: await levels(old), now: await levels(now) };
  }

  /** Takes the next part of the lines; it may end anywhere. Gives how many rows were read so far. */
  async read(part: Blob): Promise<number> {
    const bytes = joined(this.#rest, new Uint8Array(await part.arrayBuffer()));
    const end = bytes.lastIndexOf(10) + 1;
    this.#rest = bytes.slice(end);
    return this.#running().add(bytes.subarray(0, end));
  }

  /** What came of all of them. */
  end(): Compared {
    const run = this.#running();
    run.add(this.#rest);
    const found = run.result();
    run.dispose();
    this.#run = undefined;
    return found;
  }

  #running(): Comparison {
    if (!this.#run) throw new Error("no comparison has begun");
    return this.#run;
  }
}

/** Why a version cannot be used; none if it can. */
async function refused(which: Which, text: string): Promise<Refusal | undefined> {
  try {
    (await Ruleset.load(text)).dispose();
    return undefined;
  } catch (error) {
    if (!(error instanceof RulesetError)) throw error;
    const mistakes = error.diagnostics.filter((it) => it.severity === "error");
    return { which, message: error.message, first: mistakes[0], count: Math.max(1, mistakes.length) };
  }
}

async function levels(text: string): Promise<readonly LevelDetail[]> {
  const ruleset = await Ruleset.load(text);
  const found = ruleset.explain({}).details.levels;
  ruleset.dispose();
  return found;
}
