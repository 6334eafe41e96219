// What the worker of backtests does: a ruleset run through a file of lines, step by step, so that the page can show how
// far it is; then pages of its rows, and the incident that a row is.

import { Backtest, type FieldKind, type FieldSpec, type Guess, init, type Json, type MappingSpec, type Plan, type Query, type Results, type RowPage, type Settings } from "shao-rules";
import { amountOf, isPlain } from "../backtest/amounts.js";
import { factorOf } from "../backtest/headings.js";
import type { BadCells } from "../rows/lines.js";
import { joined } from "./bytes.js";

/** Bytes that are read at once. */
const SLICE = 256 * 1024;
/** Rows from which columns are guessed. */
const GUESSED = 500;
/** Different values of a column that are told. */
const VALUES = 12;

/** Different values of a column that are read one by one. */
const READ = 500;

/** A column, and the first of its different values. */
export interface Column {
  name: string;
  values: string[];
}

/** How a column is read as a field. */
export interface Reading {
  spec: FieldSpec;
  /** Whether its values are such as the field takes, most of them. */
  fits: boolean;
  /** Whether the field holds each row's own instant. */
  isClock: boolean;
}

/** A value of a column, and in how many rows it stands; null where a row has none. */
export interface Tally {
  value: Json;
  rows: number;
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
    const first = await firstOf(lines);
    const guess = guessed(source, first, cells);
    return { guess, columns: guess.columns.map((name) => ({ name, values: [] })).map(valuesIn(first)) };
  }

  /** How a column is read as a field: as the engine guesses it for a column that has the field's name. */
  async reading(source: string, lines: Blob, cells: boolean, column: string, field: string, type: FieldKind): Promise<Reading> {
    await init();
    const tally = await this.tally(lines, column, READ);
    const values = tally ? tally.map((it) => it.value) : (await firstOf(lines)).map((line) => membersOf(line)[column] as Json);
    const guess = guessed(source, values.map((value) => JSON.stringify({ [field]: value ?? null })), cells);
    const found = guess.mapping.fields[field];
    const spec: FieldSpec = { ...found, column };
    const isClock = guess.asOfField === field;
    if (type === "number" || type === "integer") return { ...amounts(spec, values, cells), isClock };
    return { spec, fits: Object.keys(spec.values ?? {}).length > 0 || guess.fields.some((it) => it.field === field && it.confidence >= SURE), isClock };
  }

  /** How often each value of a column is there, the most frequent first; nothing where there are too many. */
  async tally(lines: Blob, column: string, most: number): Promise<Tally[] | undefined> {
    const counts = new Map<string, Tally>();
    let rest = "";
    const decoder = new TextDecoder();
    for (let at = 0; at < lines.size; at += SLICE) {
      const last = at + SLICE >= lines.size;
      const parts = (rest + decoder.decode(await lines.slice(at, at + SLICE).arrayBuffer(), { stream: !last })).split("\n");
      rest = last ? "" : parts.pop()!;
      for (const line of parts) {
        if (line === "") continue;
        const found = membersOf(line)[column] as Json | undefined;
        const value = typeof found === "string" ? found.trim() || null : (found ?? null);
        const name = JSON.stringify(value);
        const tally = counts.get(name) ?? { value, rows: 0 };
        tally.rows += 1;
        if (counts.set(name, tally).size > most + 1) return undefined;
      }
    }
    return [...counts.values()].sort((a, b) => b.rows - a.rows);
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

/** A guess is that sure where most of the values fit. */
const SURE = 90;

/** How numbers are read that may have a unit or separators. */
function amounts(spec: FieldSpec, values: readonly Json[], cells: boolean): { spec: FieldSpec; fits: boolean } {
  const factor = factorOf(spec.column ?? "");
  const texts = [...new Set(values.filter((it): it is string => typeof it === "string"))];
  const numbers = values.filter((it) => typeof it === "number").length;
  const read = texts.flatMap((text) => {
    const amount = amountOf(text, factor);
    return amount === undefined ? [] : [[text, amount] as const];
  });
  const fits = (read.length + numbers) * 2 > texts.length + numbers;
  const odd = texts.some((text) => !isPlain(text) && amountOf(text) !== undefined);
  if (!odd || (numbers > 0 && factor !== 1)) return { spec: factor === 1 ? spec : { ...spec, scale: factor }, fits };
  const told = read.filter(([text]) => !cells || factor !== 1 || !isPlain(text));
  const { parse: _, ...rest } = spec;
  return { spec: { ...rest, values: Object.fromEntries(told) }, fits };
}

/** The first rows, a line each. */
async function firstOf(lines: Blob): Promise<string[]> {
  const text = await lines.slice(0, SLICE).text();
  const whole = lines.size <= SLICE ? text : text.slice(0, text.lastIndexOf("\n"));
  return whole.split("\n").slice(0, GUESSED);
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

/** A line of the rows that were left out, with other words for its reason. */
function withReason(line: string, said: ReadonlyMap<string, string>): string {
  const row = line.slice(0, line.indexOf(","));
  const words = said.get(row);
  return words === undefined ? line : `${row},form,"${words.replaceAll('"', '""')}",`;
}
