// A file of rows becomes lines of JSON: what it is follows from its first bytes and its name.

import type { BadCells, Table } from "./lines.js";
import { encodingOf, slices, texts } from "./text.js";
import { Unreadable } from "./unreadable.js";

/** Rows that were read. */
export interface Loaded {
  name: string;
  /** A line of JSON a row. */
  lines: Blob;
  /** How many. */
  count: number;
  /** Whether they are rows of a table, whose cells are texts. */
  cells: boolean;
  /** How many columns a table has. */
  width: number;
  /** Rows of a table that have no form. */
  bad: BadCells[];
  /** The sheets of a workbook, and which one this is. */
  sheets: string[];
  sheet: string | undefined;
}

type Kind = "table" | "lines" | "list" | "workbook";

/** Reads a file; of a workbook the sheet of that name. */
export async function read(file: Blob & { name: string }, sheet?: string): Promise<Loaded> {
  switch (await kindOf(file)) {
    case "workbook": {
      const { readExcel } = await import("./excel.js");
      const found = await readExcel(file, sheet);
      return { ...ofTable(file.name, found.table), sheets: found.sheets, sheet: found.sheet };
    }
    case "table": {
      const { readCsv } = await import("./csv.js");
      return ofTable(file.name, await readCsv(texts(file, await encodingOf(file))));
    }
    case "list": {
      const { readList } = await import("./list.js");
      const lines = readList(await textOf(file));
      return ofLines(file.name, lines.blob(), lines.count);
    }
    case "lines":
      return ofLines(file.name, file, await count(file));
  }
}

async function kindOf(file: Blob & { name: string }): Promise<Kind> {
  const begin = new Uint8Array(await file.slice(0, 64 * 1024).arrayBuffer());
  const begins = (...bytes: number[]): boolean => bytes.every((byte, at) => begin[at] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return "workbook";
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable("oldExcel");
  const wide = begins(0xff, 0xfe) || begins(0xfe, 0xff);
  if (!wide && begin.includes(0)) throw new Unreadable("noTable");
  const first = wide ? "" : new TextDecoder().decode(begin).trimStart()[0];
  if (first === undefined) throw new Unreadable("empty");
  if (/\.(jsonl|ndjson)$/i.test(file.name)) return "lines";
  if (/\.(csv|tsv)$/i.test(file.name)) return "table";
  return first === "{" ? "lines" : first === "[" ? "list" : "table";
}

async function textOf(file: Blob): Promise<string> {
  let text = "";
  for await (const part of texts(file, await encodingOf(file))) text += part;
  return text;
}

/** How many lines there are; the last one may lack its end. */
async function count(file: Blob): Promise<number> {
  let [ends, last] = [0, 10];
  for await (const bytes of slices(file)) {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends += 1;
    last = bytes.at(-1) ?? last;
  }
  return last === 10 ? ends : ends + 1;
}

function ofLines(name: string, lines: Blob, count: number): Loaded {
  if (count === 0) throw new Unreadable("noRows");
  return { name, lines, count, cells: false, width: 0, bad: [], sheets: [], sheet: undefined };
}

function ofTable(name: string, table: Table): Loaded {
  if (table.width === 0) throw new Unreadable("empty");
  if (table.rows === 0) throw new Unreadable("noRows");
  return { name, lines: table.lines.blob(), count: table.rows, cells: true, width: table.width, bad: table.bad, sheets: [], sheet: undefined };
}
