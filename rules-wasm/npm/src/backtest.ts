// A ruleset against many rows: figures, pages of rows, and a guess of which column is which field.

import { asked, bytesOf } from "./asked.js";
import { Backtest as Run, guess, readMapping, writeMapping } from "./glue.js";
import { RulesetError } from "./error.js";
import { calling, generation, init } from "./module.js";
import type { Settings } from "./settings.js";
import { settingsText } from "./settings.js";
import type { Guess, MappingSpec, Results, RowPage } from "./wire.js";

/** What a backtest rests on beside ruleset and settings; each may be left out. */
export interface Plan {
  /** Which columns are which fields; without it each row is an incident as it stands. */
  mapping?: MappingSpec | undefined;
  /** What makes a row a positive: a condition over its columns, such as `grade >= 4`. */
  label?: string | undefined;
  /** The column that names a row; without one, `id`. */
  key?: string | undefined;
  /** The mapped field, or else the column, that holds each row's own instant. */
  asOfField?: string | undefined;
  /** Whether values are cells of a table: texts, the types of which their use decides. */
  cells?: boolean | undefined;
}

/** Which rows are wanted, and in what order; each may be left out. */
export interface Query {
  /** Only rows of this level, by its id. */
  level?: string | undefined;
  /** Only rows that may still reach this level and no higher one. */
  ceiling?: string | undefined;
  /** Only rows in which this is a hit: a place in the results' `rules`. */
  hit?: number | undefined;
  /** Only rows with the label, or only those without it. */
  positive?: boolean | undefined;
  /** Only rows the key of which has this in it. */
  text?: string | undefined;
  /** What they are sorted by; as they were read without it. */
  sort?: "row" | "score" | "ceiling" | undefined;
  /** Whether the highest come first. */
  descending?: boolean | undefined;
  /** How many rows are passed over. */
  from?: number | undefined;
  /** How many rows are wanted, at most 1000; 100 without it. */
  count?: number | undefined;
}

/** A run of a ruleset through rows, which it does not keep: only their figures. */
export class Backtest {
  #run: Run | undefined;
  #generation = generation;

  private constructor(source: Uint8Array, settings: string, plan: Plan) {
    this.#run = asked(() => new Run(source, settings, JSON.stringify(plan)));
  }

  /** Begins a run of a ruleset: its text, or the bytes of its text or of a pack. Of the settings it takes `asOf`, `calendar` and `params`. */
  static async begin(source: string | Uint8Array, settings: Settings = {}, plan: Plan = {}): Promise<Backtest> {
    await init();
    return new Backtest(bytesOf(source), settingsText(settings), plan);
  }

  /** Reads a chunk of whole lines of JSON, a row each: some 256 kB at once are well. Gives how many rows were read so far. */
  add(lines: string | Uint8Array): number {
    return this.#ask((run) => run.add(bytesOf(lines)));
  }

  /** The incident that a line of JSON is: what `add` assesses of it. Its member of the plan's `asOfField` is its own instant. */
  incident(line: string | Uint8Array): Record<string, unknown> {
    return JSON.parse(this.#ask((run) => run.incident(bytesOf(line)))) as Record<string, unknown>;
  }

  /** What came of all rows so far. */
  results(): Results {
    return JSON.parse(this.#ask((run) => run.results())) as Results;
  }

  /** A page of the scored rows. */
  rows(query: Query = {}): RowPage {
    return JSON.parse(this.#ask((run) => run.rows(JSON.stringify(query)))) as RowPage;
  }

  /** All scored rows as CSV in UTF-8. */
  csv(): Uint8Array {
    return this.#ask((run) => run.csv());
  }

  /** All rows that were left out as CSV in UTF-8, with reasons. */
  badCsv(): Uint8Array {
    return this.#ask((run) => run.badCsv());
  }

  /** Bytes that are kept of the rows. */
  memory(): number {
    return this.#ask((run) => run.memory());
  }

  /** Gives the memory back; nothing can be asked after that. */
  dispose(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run && this.#generation === generation) calling(() => run.free());
  }

  /** Guesses what the columns are from the first lines. Synchronous: `await init()` first. */
  static guess(source: string | Uint8Array, lines: string | Uint8Array, cells = false): Guess {
    return JSON.parse(asked(() => guess(bytesOf(source), bytesOf(lines), cells))) as Guess;
  }

  /** A mapping from the text of a file, as `rules backtest` has it. Synchronous: `await init()` first. */
  static readMapping(source: string | Uint8Array, text: string): MappingSpec {
    return JSON.parse(asked(() => readMapping(bytesOf(source), text))) as MappingSpec;
  }

  /** The text of a file that `rules backtest --mapping` reads. Synchronous: `await init()` first. */
  static writeMapping(mapping: MappingSpec): string {
    return asked(() => writeMapping(JSON.stringify(mapping)));
  }

  #ask<T>(ask: (run: Run) => T): T {
    const run = this.#run;
    if (!run) throw new RulesetError("disposed", "the backtest was disposed of: begin it again");
    if (this.#generation !== generation) throw new RulesetError("trapped", "the backtest was lost in a trap: begin it again");
    return asked(() => ask(run));
  }
}
