// What the worker of backtests does: a ruleset run through a file of lines, step by step, so that the page can show how
// far it is; then pages of its rows, and the incident that a row is.

import { Backtest, type Guess, init, type MappingSpec, type Plan, type Query, type Results, type RowPage, type Settings } from "shao-rules";
import type { BadCells } from "../rows/lines.js";

/** Bytes that are read at once. */
const SLICE = 256 * 1024;
/** Rows from which columns are guessed. */
const GUESSED = 500;
/** Different values of a column that are told. */
const VALUES = 12;

/** A column, and the first of its different values. */
export interface Column {
  name: string;
  values: string[];
}

/** How far a run is. */
export interface Progress {
  rows: number;
  /** Bytes that were read, of all. */
  bytes: number;
  done: boolean;
}

/** What is wrong with a plan, and with which part of it. */
export interface PlanTrouble {
  about: "label" | "mapping" | "other";
  said: string;
}

/** Where rows stand in the file: so many rows come before this byte. */
interface Mark {
  rows: number;
  at: number;
}

/** What Excel knows UTF-8 by. */
const MARK = "\uFEFF";

/** One run at a time. */
export class Bench {
  #run: Backtest | undefined;
  #lines = new Blob();
  #marks: Mark[] = [];
  #read: Mark = { rows: 0, at: 0 };
  /** Where the slice that comes next begins, and itself, which is on its way. */
  #next = 0;
  #coming: Promise<ArrayBuffer> | undefined;
  #rest = new Uint8Array();

  /** Guesses what the columns are, and tells some of their values. */
  async guess(source: string, lines: Blob, cells: boolean): Promise<{ guess: Guess; columns: Column[] }> {
    await init();
    const text = await lines.slice(0, SLICE).text();
    const whole = lines.size <= SLICE ? text : text.slice(0, text.lastIndexOf("\n"));
    const first = whole.split("\n").slice(0, GUESSED);
    const guess = guessed(source, first, cells);
    return { guess, columns: guess.columns.map((name) => ({ name, values: [] })).map(valuesIn(first)) };
  }

  /** What is wrong with a plan; nothing where it can be run. */
  async check(source: string, settings: Settings, plan: Plan): Promise<PlanTrouble | undefined> {
    try {
      (await Backtest.begin(source, settings, plan)).dispose();
      return undefined;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      const about = said.startsWith("the label ") ? "label" : said.startsWith("the mapping ") ? "mapping" : "other";
      return { about, said: said.replace(/^the (label|mapping) cannot be used: /, "") };
    }
  }

  /** Begins a run; one that was there before is forgotten. */
  async begin(source: string, settings: Settings, plan: Plan, lines: Blob): Promise<void> {
    this.#run?.dispose();
    this.#run = undefined;
    this.#run = await Backtest.begin(source, settings, plan);
    [this.#lines, this.#marks, this.#read, this.#next, this.#rest] = [lines, [], { rows: 0, at: 0 }, 0, new Uint8Array()];
    this.#coming = this.#fetch();
  }

  /** Reads some rows more. */
  async step(): Promise<Progress> {
    const run = this.#begun();
    const slice = this.#coming && new Uint8Array(await this.#coming);
    if (slice) this.#coming = this.#fetch();
    const bytes = joined(this.#rest, slice ?? new Uint8Array());
    const last = this.#coming === undefined;
    const end = last ? bytes.length : bytes.lastIndexOf(10) + 1;
    this.#marks.push(this.#read);
    const rows = run.add(bytes.subarray(0, end));
    this.#read = { rows, at: this.#read.at + end };
    this.#rest = bytes.slice(end);
    return { rows, bytes: this.#read.at, done: last };
  }

  results(): Results {
    return this.#begun().results();
  }

  rows(query: Query): RowPage {
    return this.#begun().rows(query);
  }

  /** All scored rows as CSV. */
  csv(): Blob {
    return new Blob([MARK, this.#begun().csv() as Uint8Array<ArrayBuffer>]);
  }

  /** All rows that were left out as CSV; what is wrong with rows of a table that have no form is said in these words. */
  badCsv(bad: readonly BadCells[], words: readonly string[]): Blob {
    const said = new Map(bad.map(({ row }, at) => [String(row), words[at] ?? ""]));
    const lines = new TextDecoder().decode(this.#begun().badCsv()).split("\n");
    return new Blob([MARK, lines.map((line) => withReason(line, said)).join("\n")]);
  }

  /** The incident that a row is. */
  async incident(row: number): Promise<Record<string, unknown>> {
    const at = this.#marks.findLastIndex((it) => it.rows < row);
    const mark = this.#marks[at] ?? { rows: 0, at: 0 };
    const bytes = new Uint8Array(await this.#lines.slice(mark.at, this.#marks[at + 1]?.at ?? this.#lines.size).arrayBuffer());
    let begin = 0;
    for (let rows = mark.rows + 1; rows < row; rows += 1) begin = bytes.indexOf(10, begin) + 1;
    const end = bytes.indexOf(10, begin);
    return this.#begun().incident(bytes.subarray(begin, end < 0 ? bytes.length : end));
  }

  /** A mapping from a file's text. */
  async readMapping(source: string, text: string): Promise<MappingSpec> {
    await init();
    return Backtest.readMapping(source, text);
  }

  /** The text of a mapping's file. */
  async writeMapping(mapping: MappingSpec): Promise<string> {
    await init();
    return Backtest.writeMapping(mapping);
  }

  #fetch(): Promise<ArrayBuffer> | undefined {
    const begin = this.#next;
    if (begin >= this.#lines.size) return undefined;
    this.#next += SLICE;
    return this.#lines.slice(begin, this.#next).arrayBuffer();
  }

  #begun(): Backtest {
    if (!this.#run) throw new Error("there is no run: begin one");
    return this.#run;
  }
}

/** A guess of the columns; only what they are called, where the ruleset has mistakes. */
function guessed(source: string, first: readonly string[], cells: boolean): Guess {
  try {
    return Backtest.guess(source, first.join("\n"), cells);
  } catch {
    return { columns: [...new Set(first.flatMap((line) => Object.keys(membersOf(line))))], mapping: { fields: {} }, fields: [] };
  }
}

/** Adds the values that rows have of a column. */
function valuesIn(rows: readonly string[]): (column: Column) => Column {
  const all = rows.map(membersOf);
  return ({ name }) => {
    const values = new Set<string>();
    for (const row of all) {
      const value = row[name];
      if (value !== undefined && value !== null && value !== "") values.add(typeof value === "string" ? value : JSON.stringify(value));
      if (values.size === VALUES) break;
    }
    return { name, values: [...values] };
  };
}

function membersOf(line: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line.replace(/^\uFEFF/, ""));
    return typeof row === "object" && row !== null ? (row as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function joined(first: Uint8Array<ArrayBuffer>, second: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** A line of the rows that were left out, with other words for its reason. */
function withReason(line: string, said: ReadonlyMap<string, string>): string {
  const row = line.slice(0, line.indexOf(","));
  const words = said.get(row);
  return words === undefined ? line : `${row},form,"${words.replaceAll('"', '""')}",`;
}
