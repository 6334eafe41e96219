// Keeps the difference in step with both versions while it is looked at, and runs the loaded rows through both.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Compared, Difference } from "shao-rules";
import { EngineError } from "../engine/client.js";
import type { Levels, Refusal } from "../engine/comparer.js";
import { differ, mover } from "../engine/engine.js";
import { fetchShipped, now, old } from "./compare.js";
import { type Rows, rows } from "./rows.js";
import { asOf, view } from "./state.js";
import { Latest } from "./work.js";

/** What a comparison rests on. */
interface Basis {
  old: string;
  now: string;
}

/** The last difference that could be made, and of which texts. */
export const difference = signal<(Basis & { found: Difference }) | undefined>(undefined);
/** Which version has mistakes. */
export const refusal = signal<Refusal | undefined>(undefined);
/** What went wrong otherwise. */
export const trouble = signal<string | undefined>(undefined);

/** What rows were run through. */
interface RowsBasis extends Basis {
  rows: Rows;
  asOf: string;
}

/** What came of the rows, and of what. */
export const moved = signal<(RowsBasis & { found: Compared; levels: Levels }) | undefined>(undefined);
/** How far the run is: rows so far, and which part of the bytes; none while there is no run. */
export const progress = signal<{ rows: number; part: number } | undefined>(undefined);
/** Why there are no results of the rows. */
export const rowsTrouble = signal<string | undefined>(undefined);

/** Bytes of lines that are run whenever a version changes; more of them wait until they are asked for. */
const AT_ONCE = 512 * 1024;
/** Bytes that the worker takes between two signs of progress. */
const PART = 256 * 1024;

/** What rows would be run through now; none while a version cannot be used. */
const wanted = computed<RowsBasis | undefined>(() => {
  const found = difference.value;
  const loaded = rows.value;
  const is = found && loaded && !refusal.value && found.old === old.text.value && found.now === now.text.value;
  return is ? { old: found.old, now: found.now, rows: loaded, asOf: asOf.value } : undefined;
});

/** Whether something that the results rest on has changed since. */
export const outdated = computed(() => {
  const [last, next] = [moved.value, wanted.value];
  return last !== undefined && (next === undefined || !same(last, next));
});

function same(one: RowsBasis, other: RowsBasis): boolean {
  return one.old === other.old && one.now === other.now && one.rows === other.rows && one.asOf === other.asOf;
}

async function compare(): Promise<void> {
  const [before, after] = [old.text.peek(), now.text.peek()];
  if (before === undefined || after === undefined) return;
  try {
    const found = await differ.call.difference(before, after);
    batch(() => {
      refusal.value = "refusal" in found ? found.refusal : undefined;
      if ("difference" in found) difference.value = { old: before, now: after, found: found.difference };
      trouble.value = undefined;
    });
  } catch (error) {
    trouble.value = told(error);
  }
}

async function move(): Promise<void> {
  const basis = wanted.peek();
  const last = moved.peek();
  if (!basis || (last && same(last, basis))) return;
  try {
    progress.value = { rows: 0, part: 0 };
    const levels = await mover.call.begin(basis.old, basis.now, { asOf: basis.asOf }, basis.rows.plan);
    const { lines } = basis.rows;
    for (let from = 0; from < lines.size; from += PART) {
      const read = await mover.call.read(lines.slice(from, from + PART));
      progress.value = { rows: read, part: Math.min(1, (from + PART) / lines.size) };
    }
    const found = await mover.call.end();
    batch(() => {
      moved.value = { ...basis, found, levels };
      rowsTrouble.value = undefined;
    });
  } catch (error) {
    if (!(error instanceof EngineError && error.code === "stopped")) rowsTrouble.value = told(error);
  } finally {
    progress.value = undefined;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const differences = new Latest(compare);
const moves = new Latest(move);

/** Runs the rows through both versions. */
export function runRows(): void {
  void moves.ask();
}

/** Stops the run. */
export function stopRows(): void {
  mover.stop();
}

let begun = false;

/** Begins to follow both versions and the rows; once is enough. */
export function beginComparing(): void {
  if (begun) return;
  begun = true;
  fetchShipped();
  effect(() => {
    void [old.text.value, now.text.value];
    if (view.value === "compare") void differences.ask();
  });
  let last = rows.peek();
  effect(() => {
    const [loaded, basis] = [rows.value, wanted.value];
    if (loaded !== last) forget();
    last = loaded;
    if (basis && view.value === "compare" && basis.rows.lines.size <= AT_ONCE) runRows();
  });
}

/** Other rows: what is under way is of no use, and so is what was found. */
function forget(): void {
  batch(() => {
    moved.value = undefined;
    rowsTrouble.value = undefined;
  });
  if (progress.peek()) stopRows();
}
