// JSON as it is typed: read with the place of the first mistake, and without changing a number.

/** What keeps a text from being an incident. */
export type Mistake = "unexpected" | "unfinished" | "control" | "escape" | "twice" | "inexact" | "deep" | "noObject";

/** A mistake and where it is: line and column from 1, and the UTF-16 unit, for the cursor. */
export interface Misread {
  mistake: Mistake;
  /** What stands there. */
  found: string;
  line: number;
  column: number;
  at: number;
}

/** The value of a text, or what is wrong with it. */
export type Parsed = { value: Record<string, unknown> } | { misread: Misread };

/** Levels of lists and objects at most: the engine's own limit is lower. */
const DEPTH = 100;

class Stop extends Error {
  constructor(readonly mistake: Mistake, readonly at: number) {
    super(mistake);
  }
}

/** Reads an object. A member given twice and a number that would be another one afterwards are mistakes. */
export function parse(text: string): Parsed {
  try {
    const reader = new Reader(text);
    const value = reader.whole();
    if (!isObject(value)) throw new Stop("noObject", 0);
    return { value };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { misread: { mistake: error.mistake, found: sample(text, error.at), at: error.at, ...placed(text, error.at) } };
  }
}

/** Writes a value as people read it. */
export function print(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values say the same; the order of members says nothing. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((it, at) => same(it, right[at]));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]));
}

/** The number that a text writes, unless it is none or would be changed by being kept as one. */
export function number(text: string): number | undefined {
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const whole = /^-?\d+$/.test(text);
  return whole && BigInt(text) !== BigInt(value) ? undefined : value;
}

function placed(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function sample(text: string, at: number): string {
  return text.slice(at).split(/[\s,\]}]/)[0]?.slice(0, 24) || text.slice(at, at + 1).trim();
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS: readonly [string, unknown][] = [["true", true], ["false", false], ["null", null]];

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#wrong();
    return value;
  }

  #value(depth: number): unknown {
    this.#space();
    if (depth > DEPTH) throw new Stop("deep", this.#at);
    const next = this.#text[this.#at];
    if (next === "{") return this.#object(depth);
    if (next === "[") return this.#list(depth);
    if (next === '"') return this.#string();
    for (const [word, value] of WORDS) if (this.#take(new RegExp(`${word}(?![\\w$])`, "y"))) return value;
    return this.#number();
  }

  #object(depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    this.#at++;
    if (this.#closes("}")) return {};
    do {
      this.#space();
      const at = this.#at;
      if (this.#text[at] !== '"') throw this.#wrong();
      const name = this.#string();
      if (members.has(name)) throw new Stop("twice", at);
      this.#expect(":");
      members.set(name, this.#value(depth + 1));
    } while (this.#goesOn("}"));
    return Object.fromEntries(members);
  }

  #list(depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    if (this.#closes("]")) return items;
    do items.push(this.#value(depth + 1));
    while (this.#goesOn("]"));
    return items;
  }

  #string(): string {
    let value = "";
    this.#at++;
    for (;;) {
      value += this.#take(/[^"\\\u0000-\u001f]*/y) ?? "";
      const next = this.#text[this.#at];
      if (next === undefined) throw new Stop("unfinished", this.#at);
      if (next === '"') {
        this.#at++;
        return value;
      }
      if (next !== "\\") throw new Stop("control", this.#at);
      value += this.#escape();
    }
  }

  #escape(): string {
    const code = this.#take(/\\u[0-9a-fA-F]{4}/y);
    if (code) return String.fromCharCode(parseInt(code.slice(2), 16));
    const pair = this.#take(/\\["\\/bfnrt]/y);
    const value = pair && ESCAPES[pair.slice(1)];
    if (value === undefined) throw new Stop("escape", this.#at);
    return value;
  }

  #number(): number {
    const at = this.#at;
    const text = this.#take(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])/y);
    if (text === undefined) throw this.#wrong();
    const value = number(text);
    if (value === undefined) throw new Stop("inexact", at);
    return value;
  }

  #goesOn(end: string): boolean {
    this.#space();
    if (this.#text[this.#at] === ",") {
      this.#at++;
      return true;
    }
    this.#expect(end);
    return false;
  }

  #closes(end: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== end) return false;
    this.#at++;
    return true;
  }

  #expect(mark: string): void {
    this.#space();
    if (this.#text[this.#at] !== mark) throw this.#wrong();
    this.#at++;
  }

  #space(): void {
    this.#take(/[ \t\r\n]*/y);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #wrong(): Stop {
    return new Stop(this.#at < this.#text.length ? "unexpected" : "unfinished", this.#at);
  }
}
