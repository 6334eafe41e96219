// CSV as spreadsheets write it: separated by commas, semicolons or tabs, with quotes, lines ended in any way.

import Papa from "papaparse";
import { Table } from "./lines.js";
import { Unreadable } from "./unreadable.js";

/** Characters from which separator and line ends are guessed. */
const GUESSED = 64 * 1024;
/** The longest row: a quote that is not closed by then is a slip, and what follows it no cell. */
const LONGEST = 4 * 1024 * 1024;

/** Reads a table, as many rows at once as are there. */
export async function readCsv(text: AsyncIterable<string>): Promise<Table> {
  const table = new Table();
  let parser: Papa.Parser | undefined;
  let rest = "";
  for await (const part of text) {
    rest += part;
    if (rest === "") continue;
    parser ??= parserOf(rest.slice(0, GUESSED));
    const { data, meta } = parser.parse(rest, 0, true) as Papa.ParseResult<string[]>;
    take(table, data);
    rest = rest.slice(meta.cursor);
    if (rest.length > LONGEST) throw new Unreadable("openQuote", String(table.rows + 1));
  }
  if (parser && rest !== "") takeLast(table, parser.parse(rest, 0, false) as Papa.ParseResult<string[]>);
  return table;
}

function parserOf(begin: string): Papa.Parser {
  const { meta } = Papa.parse(begin, { preview: 20, delimitersToGuess: [",", ";", "\t", "|"] });
  return new Papa.Parser({ delimiter: meta.delimiter, newline: meta.linebreak as "\n" });
}

function take(table: Table, rows: readonly string[][]): void {
  for (const cells of rows) {
    // Files that programs have joined may end their lines in two ways.
    const last = cells.at(-1);
    if (last?.endsWith("\r")) cells[cells.length - 1] = last.slice(0, -1);
    table.add(cells);
  }
}

function takeLast(table: Table, { data, errors }: Papa.ParseResult<string[]>): void {
  const open = errors.some((it) => it.code === "MissingQuotes");
  take(table, open ? data.slice(0, -1) : data);
  if (open) table.addOpen();
}
