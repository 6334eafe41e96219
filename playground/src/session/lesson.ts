// Where in a lesson a person is.

import { signal } from "@preact/signals";

/** A step of a sample's lesson, from 0. */
export interface LessonPlace {
  of: string;
  step: number;
}

/** The lesson that is shown; none where nobody wants one. */
export const lesson = signal<LessonPlace | undefined>(undefined);
