// Two rulesets compared: what differs, and what that does to incidents.

import { asked, bytesOf } from "./asked.js";
import type { Plan } from "./backtest.js";
import { RulesetError } from "./error.js";
import { Comparison as Run, diff as difference } from "./glue.js";
import { calling, generation, init } from "./module.js";
import type { Settings } from "./settings.js";
import { settingsText } from "./settings.js";
import type { Difference, LeftOutRows, Movement } from "./wire.js";

/** What two rulesets make of rows. */
export interface Compared {
  /** What moved among the rows that both could assess. */
  movement: Movement;
  /** Rows that are left out. */
  leftOut: LeftOutRows;
}

/** What differs between two rulesets: texts, the bytes of texts, or packs. Synchronous: `await init()` first. */
export function diff(old: string | Uint8Array, now: string | Uint8Array): Difference {
  return JSON.parse(asked(() => difference(bytesOf(old), bytesOf(now)))) as Difference;
}

/** Rows that two rulesets assess, chunk by chunk, as a backtest reads them. */
export class Comparison {
  #run: Run | undefined;
  #generation = generation;

  private constructor(old: Uint8Array, now: Uint8Array, settings: string, plan: Plan, keep: number) {
    this.#run = asked(() => new Run(old, now, settings, JSON.stringify(plan), keep));
  }

  /**
   * Begins with two rulesets and what the rows rest on, as for a backtest; a field of the plan that only one of both has
   * is mapped for that one. Of the settings it takes `asOf`, `calendar` and `params`. Of each way from a level to
   * another at most `keep` moved incidents are kept, with their JSON as the new ruleset reads it.
   */
  static async begin(old: string | Uint8Array, now: string | Uint8Array, settings: Settings = {}, plan: Plan = {}, keep = 200): Promise<Comparison> {
    await init();
    return new Comparison(bytesOf(old), bytesOf(now), settingsText(settings), plan, keep);
  }

  /** Reads a chunk of whole lines of JSON, a row each. Gives how many rows were read so far. */
  add(lines: string | Uint8Array): number {
    return this.#ask((run) => run.add(bytesOf(lines)));
  }

  /** What was found so far. */
  result(): Compared {
    return JSON.parse(this.#ask((run) => run.result())) as Compared;
  }

  /** Gives the memory back; nothing can be asked after that. */
  dispose(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run && this.#generation === generation) calling(() => run.free());
  }

  #ask<T>(ask: (run: Run) => T): T {
    const run = this.#run;
    if (!run) throw new RulesetError("disposed", "the comparison was disposed of: begin it again");
    if (this.#generation !== generation) throw new RulesetError("trapped", "the comparison was lost in a trap: begin it again");
    return asked(() => ask(run));
  }
}
