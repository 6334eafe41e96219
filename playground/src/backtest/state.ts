// What the backtest is about: the file, which of its columns are which fields, the run, the rows that are looked at.

import { batch, computed, effect, signal } from "@preact/signals";
import type { FieldSpec, Guess, MappingSpec, Plan, Query, Results, Settings } from "shao-rules";
import type { Column, PlanTrouble, Progress } from "../engine/bench.js";
import { EngineError } from "../engine/client.js";
import type { Loaded } from "../rows/read.js";
import { goToResult } from "../session/open.js";
import { rows } from "../session/rows.js";
import { asOf, incident, ruleset, snapshot, text } from "../session/state.js";
import { asOneStep } from "../session/undo.js";
import { Latest } from "../session/work.js";
import { conditionOfValues, isOutcome, saysSo } from "./condition.js";
import { fieldsOf } from "./fields.js";
import { fieldsLike, isKeyHeading } from "./headings.js";
import { bench, reader } from "./workers.js";

/** What went wrong, by its code, with the rest in words. */
export interface Wrong {
  code: string;
  said: string;
}

/** The name of the file that is being read. */
export const reading = signal<string | undefined>(undefined);
/** Why a file could not be read. */
export const unread = signal<(Wrong & { name: string }) | undefined>(undefined);

/** The rows that are loaded, and the file that they are from. */
export const loaded = signal<Loaded | undefined>(undefined);
let file: File | undefined;
export const columns = signal<Column[]>([]);
export const guessed = signal<Guess | undefined>(undefined);

/** Whether rows are incidents as they stand. */
export const asTheyStand = signal(false);
export const mapping = signal<MappingSpec["fields"]>({});
export const label = signal("");
export const key = signal("");
/** The field or column that holds each row's own instant; empty where all have the same. */
export const ownInstant = signal("");

/** What the run rests on. */
export const plan = computed<Plan>(() => ({
  cells: loaded.value?.cells ?? false,
  mapping: asTheyStand.value ? undefined : { fields: mapping.value },
  label: label.value.trim() || undefined,
  key: key.value || undefined,
  asOfField: ownInstant.value || undefined,
}));
const settings = computed<Settings>(() => (ownInstant.value ? {} : { asOf: asOf.value }));

/** What is wrong with the plan. */
export const planTrouble = signal<PlanTrouble | undefined>(undefined);
/** Why a mapping's file could not be opened. */
export const mappingTrouble = signal<string | undefined>(undefined);

/** Whether columns and label are unfolded: until they are run. */
export const unfolded = signal(true);

/** How far the run is; none while there is none. */
export const progress = signal<Progress | undefined>(undefined);
/** Rows at which the last run was stopped. */
export const stoppedAt = signal<number | undefined>(undefined);
/** Why the last run failed. */
export const failed = signal<string | undefined>(undefined);

/** What came of a run, and what it was of. */
export interface Ran {
  results: Results;
  text: string;
  plan: Plan;
  asked: string;
  loaded: Loaded;
  levels: readonly string[];
  milliseconds: number;
}
export const ran = signal<Ran | undefined>(undefined);

const asked = computed(() => JSON.stringify([plan.value, settings.value]));
/** What has changed since the run. */
export const older = computed<"text" | "plan" | "rows" | undefined>(() => {
  const last = ran.value;
  if (!last) return undefined;
  if (last.loaded !== loaded.value) return "rows";
  return last.text !== text.value ? "text" : last.asked !== asked.value ? "plan" : undefined;
});

/** Which of the rows are looked at. */
export const query = signal<Query>({});

/** Reads a file; of a workbook the sheet of that name. */
export async function open(given: File, sheet?: string): Promise<void> {
  reader.stop();
  bench.stop();
  batch(() => {
    reading.value = given.name;
    unread.value = undefined;
  });
  try {
    const found = await reader.call.read(given, sheet);
    const { guess: of, columns: all } = await bench.call.guess(text.peek(), found.lines, found.cells);
    const guess = await withHeadings(of, found);
    file = given;
    batch(() => {
      loaded.value = found;
      columns.value = all;
      ran.value = undefined;
      stoppedAt.value = undefined;
      failed.value = undefined;
      unfolded.value = true;
      accept(guess);
    });
  } catch (error) {
    const wrong = wrongOf(error);
    if (wrong.code !== "stopped") unread.value = { ...wrong, name: given.name };
  }
  if (reading.peek() === given.name) reading.value = undefined;
}

/** Reads another sheet of the same workbook. */
export function openSheet(sheet: string): void {
  if (file) void open(file, sheet);
}

/** Stops reading. */
export function stopReading(): void {
  reader.stop();
  reading.value = undefined;
}

/** Guesses the columns once more, with the ruleset as it is now. */
export async function guessAgain(): Promise<void> {
  const rows = loaded.peek();
  if (!rows) return;
  try {
    accept(await withHeadings((await bench.call.guess(text.peek(), rows.lines, rows.cells)).guess, rows));
  } catch (error) {
    planTrouble.value = { about: "mapping", said: wrongOf(error).said };
  }
}

/** Values of an outcome that can be chosen from one by one. */
export const FEW = 12;
/** A label that is less sure than that gives way to an outcome. */
const SURE_LABEL = 90;

/** A guess whose label is the column that is called like an outcome, where the engine is not sure of another. */
async function withOutcome(guess: Guess, lines: Blob, cells: boolean): Promise<Guess> {
  if (!cells || (guess.label?.confidence ?? 0) >= SURE_LABEL || (guess.label && isOutcome(guess.label.column))) return guess;
  const taken = new Set([guess.key, ...guess.fields.map((it) => it.column)]);
  const column = guess.columns.find((it) => isOutcome(it) && !taken.has(it));
  if (column === undefined) return guess;
  const so = (await bench.call.tally(lines, column, FEW))?.map((it) => it.value).filter(saysSo) ?? [];
  const reason = { zh: "列名像是结果", en: "the column is called like an outcome" };
  return { ...guess, label: { column, expression: conditionOfValues(column, so), confidence: BY_WORD, reason } };
}

/** How sure a guess is that rests on a common word of a heading. */
const BY_WORD = 55;

/** A guess, with what common words of headings say of the columns that are left. */
async function withHeadings(guess: Guess, { lines, cells }: Loaded): Promise<Guess> {
  let all = await withOutcome(guess, lines, cells);
  const taken = new Set([all.label?.column, all.key, ...all.fields.map((it) => it.column)]);
  for (const column of cells ? guess.columns.filter((it) => !taken.has(it)) : []) {
    if (all.key === undefined && isKeyHeading(column) && !(await bench.call.tally(lines, column, 500))?.some((it) => it.rows > 1)) {
      all = { ...all, key: column };
      continue;
    }
    for (const { name, type, title } of fieldsLike(column, fieldsOf().filter((it) => !it.sensitive && !(it.name in all.mapping.fields)))) {
      const { spec, fits, isClock } = await bench.call.reading(text.peek(), lines, cells, column, name, type);
      if (!fits) continue;
      const reason = { zh: `列名像“${title}”`, en: `the column's name is like “${title}”` };
      all = {
        ...all,
        mapping: { fields: { ...all.mapping.fields, [name]: spec } },
        fields: [...all.fields, { field: name, column, confidence: BY_WORD, reason, others: [] }],
        ...(isClock ? { asOfField: name } : {}),
      };
      break;
    }
  }
  return all;
}

function accept(guess: Guess): void {
  batch(() => {
    guessed.value = guess;
    mapping.value = guess.mapping.fields;
    label.value = guess.label?.expression ?? "";
    key.value = guess.key ?? "";
    ownInstant.value = guess.asOfField ?? "";
    asTheyStand.value = !loaded.peek()?.cells && areIncidents(guess.columns);
    mappingTrouble.value = undefined;
  });
}

/** Whether rows look like incidents: most of their members are where the ruleset has its fields. */
function areIncidents(names: readonly string[]): boolean {
  const sections = ruleset.peek()?.form.sections ?? [];
  const first = new Set(sections.flatMap((it) => it.fields.map((field) => field.path.split("/")[1])));
  return names.filter((it) => first.has(it)).length * 2 > names.length;
}

/** Takes a mapping from a file, as `rules backtest --mapping` has it. */
export async function openMapping(given: File): Promise<void> {
  try {
    const found = await bench.call.readMapping(text.peek(), await given.text());
    batch(() => {
      mapping.value = found.fields;
      asTheyStand.value = false;
      mappingTrouble.value = undefined;
    });
  } catch (error) {
    mappingTrouble.value = wrongOf(error).said.replace(/^the mapping cannot be used: /, "");
  }
}

/** The text of a mapping's file. */
export function mappingText(): Promise<string> {
  return bench.call.writeMapping({ fields: mapping.peek() });
}

/** Changes what a field comes from; without that, it comes from nowhere. */
export function mapField(name: string, spec: FieldSpec | undefined): void {
  const { [name]: _, ...rest } = mapping.peek();
  mapping.value = spec ? { ...rest, [name]: spec } : rest;
}

/** Makes a column a field, its values read as a guess would have it. */
export async function chooseField(name: string, column: string): Promise<void> {
  const plain: FieldSpec = { column };
  mapField(name, plain);
  const rows = loaded.peek();
  const field = fieldsOf().find((it) => it.name === name);
  if (!rows || !field) return;
  try {
    const { spec, isClock } = await bench.call.reading(text.peek(), rows.lines, rows.cells, column, name, field.type);
    // A person may have been faster.
    if (mapping.peek()[name] !== plain) return;
    batch(() => {
      mapField(name, spec);
      if (isClock && ownInstant.peek() === "") ownInstant.value = name;
    });
  } catch {
    // Stopped: the column is read by the field's type.
  }
}

/** Runs the ruleset as it is now through all rows. */
export async function run(): Promise<void> {
  const rows = loaded.peek();
  if (!rows || progress.peek()) return;
  const of = { text: text.peek(), plan: plan.peek(), asked: asked.peek(), loaded: rows, levels: snapshot.peek()?.ruleset?.info.levels ?? [] };
  const begun = performance.now();
  batch(() => {
    ran.value = undefined;
    stoppedAt.value = undefined;
    failed.value = undefined;
    progress.value = { rows: 0, bytes: 0, done: false };
    unfolded.value = false;
  });
  try {
    await bench.call.begin(of.text, settings.peek(), of.plan, rows.lines);
    for (let now = progress.peek(); now && !now.done; progress.value = now) now = await bench.call.step();
    const results = await bench.call.results();
    batch(() => {
      ran.value = { ...of, results, milliseconds: performance.now() - begun };
      query.value = {};
    });
  } catch (error) {
    const wrong = wrongOf(error);
    if (wrong.code === "stopped") stoppedAt.value = progress.peek()?.rows ?? 0;
    else failed.value = wrong.said;
  }
  progress.value = undefined;
  void checks.ask();
}

/** Stops the run; what it had is lost. */
export function stop(): void {
  bench.stop();
}

/** Opens a row in Try. */
export async function openRow(row: number): Promise<void> {
  try {
    const found = await bench.call.incident(row);
    const own = found[ran.peek()?.plan.asOfField ?? ""];
    asOneStep(() => {
      incident.value = found;
      if (typeof own === "string") asOf.value = own;
      goToResult();
    });
  } catch (error) {
    failed.value = wrongOf(error).said;
  }
}

function wrongOf(error: unknown): Wrong {
  return { code: error instanceof EngineError ? error.code : "failed", said: error instanceof Error ? error.message : String(error) };
}

const checks = new Latest(async () => {
  // A run is not held up, and its worker not started anew after it was stopped.
  if (!loaded.peek() || progress.peek()) return;
  try {
    planTrouble.value = await bench.call.check(text.peek(), settings.peek(), plan.peek());
  } catch {
    // Stopped: the next change asks again.
  }
});

// What is loaded here is shared with the comparison, until that loads other rows.
effect(() => {
  const found = loaded.value;
  if (found) rows.value = { name: found.name, lines: found.lines, plan: plan.value };
});
// It is looked over whenever something of it changes.
effect(() => {
  void [text.value, settings.value, plan.value];
  if (loaded.value) void checks.ask();
});
