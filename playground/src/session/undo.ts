// Undo and redo for the whole page: the text, the incident and its instant have one history.

import { batch, effect, signal } from "@preact/signals";
import { History } from "./history.js";
import { asOf, cases, casesName, context, fileName, incident, isNarrow, opened, text, view } from "./state.js";

/** What a step may change. */
const TRACKED = { text, opened, fileName, incident, asOf, context, cases, casesName };

type Tracked = { [Name in keyof typeof TRACKED]: (typeof TRACKED)[Name]["value"] };

let steps: History<Tracked> | undefined;

/** Whether there is something to undo, and to redo. */
export const can = signal({ undo: false, redo: false });

/** Begins to remember. */
export function remember(): void {
  effect(() => {
    const now = Object.fromEntries(Object.entries(TRACKED).map(([name, it]) => [name, it.value])) as Tracked;
    steps ??= new History<Tracked>(now);
    steps.record(now, Date.now());
    tell();
  });
}

/** Does something that is taken back as one step, apart from what was typed right before it. */
export function asOneStep(work: () => void): void {
  steps?.cut();
  batch(work);
  steps?.cut();
}

/** Takes the last step back. */
export function undo(): void {
  put(steps?.undo());
}

/** Takes the step that was taken back once more. */
export function redo(): void {
  put(steps?.redo());
}

/** Puts a state in the place of what is there, and shows what is another by it. */
function put(step: ReturnType<History<Tracked>["undo"]>): void {
  if (!step) return;
  batch(() => {
    for (const [name, it] of Object.entries(TRACKED)) (it as { value: unknown }).value = step.state[name as keyof Tracked];
    view.value = viewOf(step.changed);
  });
  tell();
}

/** The view that shows what a step changed. */
function viewOf(changed: readonly (keyof Tracked)[]): typeof view.value {
  if (changed.includes("text")) return besideText();
  if (changed.some((it) => it !== "cases" && it !== "casesName")) return "try";
  // A case is saved in one of these views and listed in the other.
  return view.value === "try" ? "try" : "test";
}

/** A phone shows the text in place of what stands beside it on a desk. */
function besideText(): typeof view.value {
  return isNarrow() ? "write" : view.value;
}

function tell(): void {
  can.value = { undo: steps?.canUndo ?? false, redo: steps?.canRedo ?? false };
}

/** Fields that are no part of the history, such as what is searched for: the browser undoes what is typed there. */
const APART = "input[type=search], .rename input, .sheet input, .sheet textarea, [data-apart]";

/** Listens for the keys of undo and redo. */
export function listen(): void {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(APART)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "z" && !event.shiftKey) undo();
    else redo();
  });
}
