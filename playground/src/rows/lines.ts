// Rows on their way to the engine: lines of JSON, put into a Blob part by part, so that the browser may keep them on disk.

/** Characters of a part. */
const PART = 256 * 1024;

/** A row of a table that has no form: it is kept in its place, and left out by the engine. */
const NO_ROW = "[]";

/** A row with another number of cells than the header, or none where a quote is never closed. */
export interface BadCells {
  row: number;
  cells: number | undefined;
}

/** Lines that are written one after the other. */
export class Lines {
  readonly #parts: Blob[] = [];
  #text = "";
  /** How many there are. */
  count = 0;

  add(line: string): void {
    this.#text += `${line}\n`;
    this.count += 1;
    if (this.#text.length > PART) this.#flush();
  }

  /** All of them. */
  blob(): Blob {
    this.#flush();
    return new Blob(this.#parts);
  }

  #flush(): void {
    if (this.#text !== "") this.#parts.push(new Blob([this.#text]));
    this.#text = "";
  }
}

/** A table that becomes lines: first its header, then its rows. Cells are texts; an empty one is absent. */
export class Table {
  readonly lines = new Lines();
  readonly bad: BadCells[] = [];
  #names: string[] | undefined;
  #whole = false;

  /** Takes a row of cells; blank ones are passed over. */
  add(cells: readonly string[]): void {
    const last = cells.findLastIndex((it) => it !== "");
    if (last < 0) return;
    if (this.#names) this.#row(this.#names, cells, last + 1);
    else this.#names = cells.slice(0, last + 1).map((it) => `${JSON.stringify(it.trim())}:`);
  }

  /** Leaves a row out that a quote makes unreadable. */
  addOpen(): void {
    this.#leaveOut(undefined);
  }

  /** How many rows were taken. */
  get rows(): number {
    return this.lines.count;
  }

  /** How many columns the header names; none before it was read. */
  get width(): number {
    return this.#names?.length ?? 0;
  }

  #row(names: readonly string[], cells: readonly string[], filled: number): void {
    if (filled > names.length) return this.#leaveOut(filled);
    if (cells.length < names.length) return this.#leaveOut(cells.length);
    let line = "";
    for (const [at, name] of names.entries()) {
      const cell = cells[at] ?? "";
      // The first row names all columns, also those that it has no value of.
      if (cell !== "" || !this.#whole) line += `${line === "" ? "{" : ","}${name}${JSON.stringify(cell)}`;
    }
    this.#whole = true;
    this.lines.add(`${line}}`);
  }

  #leaveOut(cells: number | undefined): void {
    this.lines.add(NO_ROW);
    this.bad.push({ row: this.lines.count, cells });
  }
}
