// Incidents of fields with plain values, and what is said of them, as numbers and without JSON: the way of most.
//
// Whatever is odd goes the way of JSON instead. Both ways end in the same assessment, to the byte.

import type { Engine } from "./glue.js";
import { Outcome } from "./glue.js";
import { memory, numbers } from "./module.js";
import type { Assessment, DeadlineState, DeadlineStatus, Hit, Key, OpenField, OpenRule, Receipt } from "./wire.js";

/** What numbers are indexes into: the ruleset's words. */
interface Words {
  levels: string[];
  entries: string[];
  deadlines: string[];
  states: DeadlineState[];
  fields: { name: string; keys: string[]; kind: Kind; names?: string[] }[];
}

/** What a field takes. Lists are for JSON; `none` is for members that are passed over. */
type Kind = "boolean" | "number" | "choice" | "text" | "other" | "none";

/** A field under one of its keys. */
interface Field {
  readonly key: string;
  readonly index: number;
  readonly kind: Kind;
  readonly choices: ReadonlyMap<string, number>;
}

/** Bytes of all texts of an incident; where there are more, JSON takes no longer. */
const ROOM = 64 * 1024;
/** A text of so many characters is written faster by hand than by an encoder. */
const SHORT = 48;
/** Characters of a key: the engine uses none of more than 1024 bytes, escaped. */
const KEY = 168;
/** Names that are passed over, and characters of a text that is: all that JSON would have had to be read. */
const [STRANGERS, PASSED] = [64, 4096];
const SURROGATE = /[\ud800-\udfff]/;
const DAY = 86_400_000;
/** What any object inherits. */
const NOTHING = {};
const encoder = new TextEncoder();

/** The way without JSON, for one ruleset. */
export class Plain {
  readonly #engine: Engine;
  readonly #words: Words;
  readonly #fields = new Map<string, Field>();
  /** The fields of the last incident, in order: the next one is likely to have them so again. */
  readonly #order: (Field | undefined)[] = [];
  /** Where members are written, as an index of numbers. */
  readonly #members: number;
  #count = 0;
  #strangers = 0;
  #key: Key = 1;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#words = JSON.parse(engine.words()) as Words;
    this.#words.fields.forEach(({ keys, kind, names = [] }, index) => {
      const choices = new Map(names.map((name, at) => [name, at]));
      for (const key of keys) if (!this.#fields.has(key)) this.#fields.set(key, { key, index, kind, choices });
    });
    this.#members = engine.members(this.#fields.size) / 8;
  }

  /** The key of the last incident. */
  get key(): Key {
    return this.#key;
  }

  /** Assesses an incident without getters; `key` is the member that names it. */
  assess(incident: object, key: string): Outcome {
    const length = this.#write(incident, key);
    return length < 0 ? Outcome.Unread : this.#engine.assessMembers(this.#count, length);
  }

  /** Writes an incident, where it is regular; gives the bytes of its texts, or -1. */
  #write(incident: object, key: string): number {
    for (const _ in NOTHING) return -1;
    const start = this.#engine.room(ROOM);
    if (start === 0) return -1;
    const [bytes, floats, order] = [memory(), numbers(), this.#order];
    let [text, at, place] = [start, this.#members, 0];
    this.#key = 1;
    for (const name in incident) {
      const value: unknown = (incident as Record<string, unknown>)[name];
      if (value === undefined) continue;
      if (name === key && !this.#named(value)) return -1;
      let field = order[place];
      if (field === undefined || field.key !== name) {
        field = this.#fields.get(name);
        if (field === undefined && name === key) continue;
        // What the engine was asked may have moved the memory.
        if (field === undefined) return this.#passed(name) ? this.#write(incident, key) : -1;
        order[place] = field;
      }
      place += 1;
      let number: number;
      if (value === null && field.kind !== "none") number = NaN;
      else {
        switch (field.kind) {
          case "boolean":
            if (typeof value !== "boolean") return -1;
            number = value ? 1 : 0;
            break;
          case "number":
            // Not a number is what stands for `null`.
            if (typeof value !== "number" || value !== value) return -1;
            number = value;
            break;
          case "choice": {
            const choice = field.choices.get(value as string);
            if (choice === undefined) return -1;
            number = choice;
            break;
          }
          case "text":
            if (typeof value !== "string") return -1;
            number = written(value, bytes, text, start + ROOM);
            if (number < 0) return -1;
            text += number;
            break;
          case "none":
            if (!isShort(value)) return -1;
            continue;
          default:
            return -1;
        }
      }
      floats[at] = field.index;
      floats[at + 1] = number;
      at += 2;
    }
    this.#count = (at - this.#members) / 2;
    return text - start;
  }

  /** Keeps in mind that a member is passed over without a word, if it is; not so of many. */
  #passed(key: string): boolean {
    if (this.#strangers === STRANGERS || !this.#engine.passesOver(key)) return false;
    this.#strangers += 1;
    this.#fields.set(key, { key, index: -1, kind: "none", choices: new Map() });
    return true;
  }

  /** Keeps the key; false where only the engine knows what becomes of it. */
  #named(value: unknown): boolean {
    if (typeof value === "string") {
      this.#key = value;
      return value.length <= KEY && !SURROGATE.test(value);
    }
    if (typeof value !== "number") return value === null || typeof value === "boolean";
    // A negative zero is none.
    this.#key = value + 0;
    return Number.isSafeInteger(value) && value >= 0;
  }

  /** The assessment that the engine's numbers tell of. */
  assessment(receipt: Receipt): Assessment {
    const { levels } = this.#words;
    const told = new Numbers(this.#engine.numbers / 8);
    return {
      key: this.#key,
      score: told.next(),
      level: levels[told.next()]!,
      ceiling: { score: told.next(), level: levels[told.next()]! },
      settled: told.next() === 1,
      hits: this.#hits(told),
      open: { rules: this.#openRules(told), fields: this.#openFields(told) },
      deadlines: this.#deadlines(told),
      inputErrors: [],
      incomplete: false,
      receipt,
    };
  }

  #hits(told: Numbers): Hit[] {
    const hits: Hit[] = [];
    for (let left = told.next(); left > 0; left--) {
      const id = this.#words.entries[told.next()]!;
      const [row, column, points, assumed] = [told.next(), told.next(), told.next(), told.next() === 1];
      if (row !== row) hits.push({ id, points, assumed });
      else if (column !== column) hits.push({ id, bin: row, points, assumed });
      else hits.push({ id, cell: [row, column], points, assumed });
    }
    return hits;
  }

  #openRules(told: Numbers): OpenRule[] {
    const rules: OpenRule[] = [];
    for (let left = told.next(); left > 0; left--) {
      const id = this.#words.entries[told.next()]!;
      const waitsFor: string[] = [];
      for (let fields = told.next(); fields > 0; fields--) waitsFor.push(this.#words.fields[told.next()]!.name);
      rules.push({ id, waitsFor });
    }
    return rules;
  }

  #openFields(told: Numbers): OpenField[] {
    const fields: OpenField[] = [];
    for (let left = told.next(); left > 0; left--) {
      fields.push({ field: this.#words.fields[told.next()]!.name, state: told.next() === 1 ? "null" : "absent" });
    }
    return fields;
  }

  #deadlines(told: Numbers): DeadlineStatus[] {
    const deadlines: DeadlineStatus[] = [];
    const count = told.next();
    for (let at = 0; at < count; at++) {
      const [state, due, daysLeft] = [told.next(), told.next(), told.next()];
      deadlines.push({
        id: this.#words.deadlines[at]!,
        state: this.#words.states[state] ?? "unknown",
        due: due === due ? new Date(due * DAY).toISOString().slice(0, 10) : null,
        daysLeft: daysLeft === daysLeft ? daysLeft : null,
      });
    }
    return deadlines;
  }
}

/** Numbers of the module, one after the other. */
class Numbers {
  readonly #all = numbers();
  #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  next(): number {
    return this.#all[this.#at++]!;
  }
}

/** Whether JSON has a short word for a value. */
function isShort(value: unknown): boolean {
  if (typeof value === "string") return value.length <= PASSED;
  return typeof value === "number" ? value - value === 0 : typeof value === "boolean" || value === null;
}

/** Writes a text; gives its bytes, or -1 where it finds no room. */
function written(text: string, bytes: Uint8Array, start: number, end: number): number {
  const { length } = text;
  if (length * 3 > end - start) return -1;
  if (length <= SHORT) {
    let at = 0;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 127) break;
      bytes[start + at] = unit;
    }
    if (at === length) return length;
  }
  return encoder.encodeInto(text, bytes.subarray(start, end)).written;
}
