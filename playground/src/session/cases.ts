// The cases beside the ruleset's text, and what came of all of them the last time.

import { batch, computed, signal } from "@preact/signals";
import type { CaseReport, ProofReport } from "shao-rules";
import { keyed, type Mark, type Move, moves } from "../cases/moves.js";

/** The lines of `cases.jsonl`; none while they are on their way. */
export const cases = signal<string | undefined>(undefined);
/** The name of the file that they are saved as. */
export const casesName = signal("cases.jsonl");

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

/** Compares with what came of the cases just now, from here on. */
export function markNow(): void {
  mark.value = judged.peek() && keyed(judged.peek()!.report.cases);
}

/** Takes the cases of another ruleset: what is known of the last ones says nothing any more. */
export function takeCases(lines: string | undefined, name = "cases.jsonl"): void {
  batch(() => {
    cases.value = lines;
    casesName.value = name;
    judged.value = mark.value = proved.value = judgeTrouble.value = undefined;
    saved.value = undefined;
  });
}

/** A case that was just saved or taken out, and the lines as they were before. */
export interface Saved {
  what: "saved" | "removed";
  name: string;
  /** Where it stands, from 1. */
  line: number;
  before: string;
  /** The incident that it was made of. */
  incident?: object;
}
export const saved = signal<Saved | undefined>(undefined);

/** Takes the last saving or taking out back. */
export function takeBack(): void {
  const last = saved.peek();
  if (!last) return;
  batch(() => {
    cases.value = last.before;
    saved.value = undefined;
  });
}
