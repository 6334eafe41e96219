// Workbooks of Excel: one sheet of them, its cells made into texts.

import readWorkbook, { type CellValue } from "read-excel-file/universal";
import { Table } from "./lines.js";
import { Unreadable } from "./unreadable.js";

/** What a cell holds. */
export type Cell = CellValue | null;

/** A sheet as a table, and which others there are. */
export interface Sheet {
  table: Table;
  sheet: string;
  sheets: string[];
}

/** Reads a sheet by its name; without one, the first that has rows. */
export async function readExcel(file: Blob, wanted?: string): Promise<Sheet> {
  const all = await readWorkbook(file).catch((error: unknown) => {
    throw error instanceof Unreadable ? error : new Unreadable("brokenExcel", error instanceof Error ? error.message : String(error));
  });
  const found = all.find((it) => it.sheet === wanted) ?? all.find((it) => it.data.length > 1) ?? all[0];
  if (!found) throw new Unreadable("noRows");
  const table = new Table();
  for (const row of found.data.slice(header(found.data))) table.add(row.map(textOf));
  return { table, sheet: found.sheet, sheets: all.map((it) => it.sheet) };
}

/** The place of the row that names the columns: titles above it stand in a single cell. */
function header(rows: readonly (readonly Cell[])[]): number {
  const filled = (row: readonly Cell[]): number => row.filter((it) => it !== null && it !== "").length;
  return Math.max(0, rows.findIndex((row) => filled(row) > 1));
}

/** A cell as people would write it into a CSV. */
export function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (!(cell instanceof Date)) return String(cell);
  // Workbooks know days and times of day, and no offsets; the library gives them as if they were UTC.
  const [day = "", time = ""] = cell.toISOString().slice(0, 19).split("T");
  return time === "00:00:00" ? day : `${day} ${time}`;
}
