// Two rulesets compared: what differs, and what that does to incidents.

import { asked, bytesOf } from "./asked.js";
import { RulesetError } from "./error.js";
import { Comparison as Run, diff as difference } from "./glue.js";
import { calling, generation, init } from "./module.js";
import type { Settings } from "./settings.js";
import { settingsText } from "./settings.js";
import type { Difference, Movement, Reject } from "./wire.js";

/** What two rulesets make of the incidents that both could assess. */
export interface Compared {
  movement: Movement;
  /** Lines that are no incident. */
  leftOut: number;
  /** The first hundred of them. */
  leftOutLines: { number: number; error: Reject }[];
}

/** What differs between two rulesets: texts, the bytes of texts, or packs. Synchronous: `await init()` first. */
export function diff(old: string | Uint8Array, now: string | Uint8Array): Difference {
  return JSON.parse(asked(() => difference(bytesOf(old), bytesOf(now)))) as Difference;
}

/** Incidents that two rulesets assess, chunk by chunk. */
export class Comparison {
  #run: Run | undefined;
  #generation = generation;

  private constructor(old: Uint8Array, now: Uint8Array, settings: string, keep: number) {
    this.#run = asked(() => new Run(old, now, settings, keep));
  }

  /** Begins with two rulesets and the settings of all assessments. At most `keep` moved incidents are kept whole. */
  static async begin(old: string | Uint8Array, now: string | Uint8Array, settings: Settings = {}, keep = 1000): Promise<Comparison> {
    await init();
    return new Comparison(bytesOf(old), bytesOf(now), settingsText(settings), keep);
  }

  /** What differs between both. */
  difference(): Difference {
    return JSON.parse(this.#ask((run) => run.difference())) as Difference;
  }

  /** Reads a chunk of whole lines of JSON, an incident each. Gives how many lines were read so far. */
  add(lines: string | Uint8Array): number {
    return this.#ask((run) => run.feed(bytesOf(lines)));
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
