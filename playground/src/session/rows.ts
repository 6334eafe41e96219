// The file of rows that is loaded: the backtest scores it, the comparison says which of its incidents move.

import { signal } from "@preact/signals";
import type { Plan } from "shao-rules";

/** Rows as the engine reads them. */
export interface Rows {
  /** The name of the file that they came from. */
  name: string;
  /** A line of JSON for each row; a row of a table is an object of its cells, which are texts. */
  lines: Blob;
  /** Which of their columns are which fields, and the label. */
  plan: Plan;
}

/** The rows that are loaded. */
export const rows = signal<Rows | undefined>(undefined);
