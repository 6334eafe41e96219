// What came of the cases the last time, how they have moved, and what was done to their file.

import { batch, computed, signal } from "@preact/signals";
import type { CaseReport, ProofReport } from "shao-rules";
import { keyed, type Mark, type Move, moves } from "../cases/moves.js";
import { cases, casesName } from "./state.js";
import { asOneStep } from "./undo.js";

/** A ruleset's text and the lines of its cases file. */
export interface Given {
  text: string;
  lines: string;
}

/** What came of them. */
export interface Outcome<Report> extends Given {
  report: Report;
}

/** What came of the cases: of the newest text that has no mistakes. */
export const judged = signal<Outcome<CaseReport> | undefined>(undefined);
/** What the results are compared with: those of the text as it was opened, or of a moment that the author chose. */
export const mark = signal<Mark | undefined>(undefined);
/** What was proved. */
export const proved = signal<Outcome<ProofReport> | undefined>(undefined);
/** Whether a proof is under way, or was stopped. */
export const proving = signal<"under way" | "stopped" | undefined>(undefined);
/** Why there are no results. */
export const judgeTrouble = signal<string | undefined>(undefined);

/** How many cases fail or cannot be run. */
export const failing = computed(() => (judged.value ? judged.value.report.failed + judged.value.report.unusable.length : 0));

const NONE: ReadonlyMap<string, Move> = new Map();
/** The cases that have moved since the mark, by their keys. */
export const moved = computed(() => (mark.value && judged.value ? moves(mark.value, judged.value.report) : NONE));

/** What the list of cases is searched for. */
export const sought = signal("");

/** Compares with what came of the cases just now, from here on. */
export function markNow(): void {
  mark.value = judged.peek() && keyed(judged.peek()!.report.cases);
}

/** Takes the cases of another ruleset: what is known of the last ones says nothing any more. */
export function takeCases(lines: string, name = "cases.jsonl"): void {
  batch(() => {
    cases.value = lines;
    casesName.value = name;
    judged.value = mark.value = proved.value = judgeTrouble.value = undefined;
  });
}

/** A case that was just saved or taken out, and the lines before and after that. */
export interface Saved {
  what: "saved" | "removed";
  name: string;
  /** Where it stands, from 1. */
  line: number;
  before: string;
  after: string;
  /** The incident that it was made of. */
  incident?: object;
}

const last = signal<Saved | undefined>(undefined);
/** What was done last to the cases file, as long as that is how it stands. */
export const saved = computed(() => (last.value?.after === cases.value ? last.value : undefined));

/** Saves a case or takes one out. */
export function put(change: Saved): void {
  asOneStep(() => {
    cases.value = change.after;
    last.value = change;
  });
}

/** Takes that back. */
export function takeBack(): void {
  const before = saved.peek()?.before;
  if (before !== undefined) asOneStep(() => (cases.value = before));
}
