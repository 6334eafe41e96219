// Keeps the results of cases in step with the text, and those of proofs while somebody looks at them.

import { effect, signal } from "@preact/signals";
import { EngineError } from "../engine/client.js";
import { judge, prover } from "../engine/engine.js";
import { markedToo } from "../cases/moves.js";
import { type Given, judged, judgeTrouble, mark, proved, proving } from "./cases.js";
import { cases, settledSnapshot, text, view } from "./state.js";
import { Latest } from "./work.js";

async function run(): Promise<void> {
  const [given, lines] = [text.peek(), cases.peek()];
  if (isOf(judged.peek(), { text: given, lines })) return;
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

/** How long the proof of a text that is another by now is waited for, in milliseconds. Most are done by then. */
const PATIENCE = 2_000;
/** Whether the proof under way has taken so long. */
let slow = false;

/** What is not proved: a person stopped it, or it broke the worker. */
let stopped: Given | undefined;
/** Another asking after that. */
const again = signal(0);

async function prove(): Promise<void> {
  const given = judged.peek();
  if (!given || given === stopped || isOf(proved.peek(), given)) return;
  const waiting = setTimeout(() => {
    slow = true;
    if (judged.peek() !== given) prover.stop();
  }, PATIENCE);
  proving.value = "under way";
  try {
    const report = await prover.call.proofs(given.text, given.lines);
    if (report && cases.peek() === given.lines) proved.value = { ...given, report };
    proving.value = undefined;
  } catch (error) {
    if (!(error instanceof EngineError && error.code === "stopped")) {
      judgeTrouble.value = said(error);
      stopped = given;
    }
    proving.value = stopped === judged.peek() ? "stopped" : undefined;
  } finally {
    clearTimeout(waiting);
    slow = false;
  }
}

function isOf(found: Given | undefined, { text, lines }: Given): boolean {
  return found?.text === text && found.lines === lines;
}

/** Stops the proof that is under way, and proves nothing until the text is another one. */
export function stopProof(): void {
  stopped = judged.peek();
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
    void cases.value;
    if (settledSnapshot.value?.ruleset) void runs.ask();
  });
  effect(() => {
    if (judged.value && slow) prover.stop();
  });
  effect(() => {
    void again.value;
    if (!judged.value || view.value !== "test") return;
    void proofs.ask();
  });
}
