// Keeps the results of cases in step with the text, and those of proofs while somebody looks at them.

import { effect, signal } from "@preact/signals";
import { EngineError } from "../engine/client.js";
import { judge, prover } from "../engine/engine.js";
import { markedToo } from "../cases/moves.js";
import { cases, type Given, judged, judgeTrouble, mark, proved, proving } from "./cases.js";
import { settledSnapshot, text, view } from "./state.js";
import { Latest } from "./work.js";

async function run(): Promise<void> {
  const [given, lines] = [text.peek(), cases.peek()];
  if (lines === undefined || isOf(judged.peek(), { text: given, lines })) return;
  try {
    const report = await judge.call.cases(given, lines);
    // Of a text that goes on being typed each result counts; of cases that are others by now none does.
    if (!report || cases.peek() !== lines) return;
    judged.value = { report, text: given, lines };
    judgeTrouble.value = undefined;
    if (mark.peek() || text.peek() === given) mark.value = markedToo(mark.peek() ?? new Map(), report);
  } catch (error) {
    judgeTrouble.value = said(error);
  }
}

/** Another asking after one that was stopped. */
const again = signal(0);
let stopped: unknown;

async function prove(): Promise<void> {
  const given = judged.peek();
  if (!given || given === stopped || isOf(proved.peek(), given)) return;
  proving.value = "under way";
  try {
    const report = await prover.call.proofs(given.text, given.lines);
    if (report && cases.peek() === given.lines) proved.value = { ...given, report };
    proving.value = undefined;
  } catch (error) {
    stopped = given;
    proving.value = "stopped";
    if (!(error instanceof EngineError && error.code === "stopped")) judgeTrouble.value = said(error);
  }
}

function isOf(found: Given | undefined, { text, lines }: Given): boolean {
  return found?.text === text && found.lines === lines;
}

/** Stops the proof that is under way; another text is proved anew. */
export function stopProof(): void {
  prover.stop();
}

/** Proves what was stopped. */
export function proveAgain(): void {
  stopped = undefined;
  again.value += 1;
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const runs = new Latest(run);
const proofs = new Latest(prove);

/** Begins to follow the text and the cases. The editor and the incident come first. */
export function beginJudging(): void {
  effect(() => {
    if (cases.value !== undefined && settledSnapshot.value?.ruleset) void runs.ask();
  });
  effect(() => {
    void again.value;
    if (judged.value && view.value === "test") void proofs.ask();
  });
}
