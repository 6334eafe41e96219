// Deadlines on a line of days, today at zero.

import type { DeadlineDetail } from "shao-rules";

/** A deadline with a last day. */
export interface Dated {
  deadline: DeadlineDetail;
  due: string;
  days: number;
  /** Start and end of its bar, in hundredths of the line: from today to its last day, or back to it. */
  from: number;
  to: number;
}

/** A line of days. */
export interface Timeline {
  dated: Dated[];
  /** Where today is, in hundredths. */
  today: number;
  /** Those that have no last day yet. */
  undated: DeadlineDetail[];
}

/** Lays the deadlines out, the most urgent first; those that do not apply are left out. */
export function timeline(deadlines: readonly DeadlineDetail[]): Timeline {
  const shown = deadlines.filter((it) => it.applies);
  const dated = shown
    .flatMap((deadline) => (deadline.due === undefined || deadline.daysLeft === undefined ? [] : [{ deadline, due: deadline.due, days: deadline.daysLeft }]))
    .sort((a, b) => a.days - b.days);
  const ends = [0, ...dated.map((it) => it.days)];
  const low = Math.min(...ends);
  const length = Math.max(...ends) - low || 1;
  const place = (days: number): number => ((days - low) / length) * 100;
  return {
    dated: dated.map((it) => ({ ...it, from: place(Math.min(0, it.days)), to: place(Math.max(0, it.days)) })),
    today: place(0),
    undated: shown.filter((it) => it.due === undefined || it.daysLeft === undefined),
  };
}
