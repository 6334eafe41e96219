// The lesson of the sample that is open: one step at a time, done by doing it.

import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { focusNext } from "../components/focus.js";
import { LESSONS, type Step } from "../samples/lessons.js";
import { lesson, type LessonPlace } from "../session/lesson.js";
import { locale } from "../session/state.js";
import { say } from "./words.js";

/** The step that was done, so that it stays done when what it asked for is changed again. */
const done = signal<Step | undefined>(undefined);

export function Lesson() {
  const place = lesson.value;
  const steps = place && LESSONS[place.of];
  const step = place && steps?.[place.step];
  useEffect(() => effect(() => {
    if (step?.done()) done.value = step;
  }), [step]);
  if (!place || !steps || !step) return null;
  const isDone = done.value === step;
  const isLast = place.step === steps.length - 1;
  return (
    <aside class="lesson" aria-label={say("lesson")}>
      <strong>{place.step + 1} / {steps.length}</strong>
      <p role="status">{isDone && <span class="good">✓ </span>}{step[locale.value]}</p>
      <span class="buttons">
        {!isDone && <button type="button" onClick={() => step.show()}>{say("showMe")}</button>}
        <button type="button" class={isDone ? "main" : undefined} onClick={() => go(place, isLast)}>{say(isLast ? "lessonEnd" : "nextStep")}</button>
        <button type="button" aria-label={say("lessonEnd")} title={say("lessonEnd")} onClick={close}>✕</button>
      </span>
    </aside>
  );
}

function go(place: LessonPlace, isLast: boolean): void {
  if (isLast) close();
  else lesson.value = { ...place, step: place.step + 1 };
}

/** The keyboard goes on at the view that is chosen. */
function close(): void {
  lesson.value = undefined;
  focusNext(() => document.querySelector<HTMLElement>('.tabs [role=tab][tabindex="0"]'));
}
