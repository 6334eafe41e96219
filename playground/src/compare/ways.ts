// Ways from level to level: cells of the matrix, and the moves that are in one of them.

import type { DifferenceMatrix, DifferenceMove } from "shao-rules";

/** Whether a level is higher than before. */
export type Way = "up" | "down" | "stays";

/** From an old level to a new one, by their ids. */
export interface Cell {
  old: string;
  now: string;
}

/** Which way it is from the old level of a row to the new one of a column. A level that is gone stands where it stood. */
export function way({ old, new: now }: DifferenceMatrix, row: number, column: number): Way {
  const at = now.indexOf(old[row] ?? "");
  const from = at < 0 ? row : at;
  return column > from ? "up" : column < from ? "down" : "stays";
}

/** The entry that is named first for a move. */
export function mainCause(move: DifferenceMove): string | undefined {
  return move.causes[0]?.id;
}

/** The moves of a cell and of a cause; all where neither is wanted. */
export function chosen(moves: readonly DifferenceMove[], cell: Cell | undefined, cause: string | undefined): DifferenceMove[] {
  const inCell = (it: DifferenceMove): boolean => !cell || (it.old.level === cell.old && it.new.level === cell.now);
  return moves.filter((it) => inCell(it) && (cause === undefined || mainCause(it) === cause));
}

/** What is named first for moves, and for how many, the most first. */
export function mainCauses(moves: readonly DifferenceMove[]): [id: string, count: number][] {
  const counts = new Map<string, number>();
  for (const id of moves.map(mainCause)) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
}
