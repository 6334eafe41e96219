// A ruleset that was loaded, and what it says of incidents.

import { check, Engine, Outcome } from "./glue.js";
import { errorOf, RulesetError } from "./error.js";
import type { Incident } from "./incident.js";
import { isPlain, NOTHING_ODD, read, unmarked, written } from "./incident.js";
import { calling, generation, init, memory, mustBeReady } from "./module.js";
import { Plain } from "./plain.js";
import type { Settings } from "./settings.js";
import { settingsText } from "./settings.js";
import type { Assessment, Diagnostic, Explained, FieldRelevance, Form, Json, Receipt, Reject, Texts } from "./wire.js";

/** What a ruleset says of itself. */
export interface Info {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of its source. */
  readonly digest: string;
  readonly title: Texts;
  /** The languages of its texts, the first one first. */
  readonly languages: readonly string[];
  /** Its levels, from the lowest. */
  readonly levels: readonly string[];
  /** How many warnings `check` gives without proofs. */
  readonly warnings: number;
  /** The engine's version. */
  readonly engine: string;
}

/** For whom a text is. */
export type Audience = "author" | "official" | "citizen";

/** What text is wanted. */
export interface Wish {
  audience: Audience;
  /** In which language; the ruleset's first without one. */
  locale?: string | undefined;
  /** Which rules that did not fire are told of: all for an author and none for others without it, or one by its id. */
  whyNot?: boolean | string | undefined;
}

/** What `explain` tells. */
export interface Telling {
  /** The languages of the texts; all of the ruleset's without them. */
  languages?: readonly string[] | undefined;
  /** Which rules that did not fire are told of: none without it. */
  whyNot?: boolean | string | undefined;
}

/** Which lines of a batch are assessed. */
export interface Step {
  /** The number of the first line: the key of a line that has none of its own; 1 without it. */
  first?: number | undefined;
  /** The most lines to be assessed now; all without it. */
  maxLines?: number | undefined;
}

/** What came of lines. */
export interface Lines {
  /** One line for each line in. Its buffer may have more. */
  readonly bytes: Uint8Array;
  /** How many lines there are. */
  readonly lines: number;
  /** Those of them that are no incident: an error stands in their place. */
  readonly rejected: number;
  /** Bytes that were read: where they are all, the batch is done; else the rest is for the next step. */
  readonly next: number;
}

/** A JSON Schema, by keyword. */
export interface JsonSchema {
  readonly [keyword: string]: Json;
}

/** An incident and its settings, as the engine reads them; its JSON is made of the object when it is needed. */
interface Asked {
  json: string | object;
  odd: readonly string[];
  settings: string;
}

/** Gives what it was given, so that a class over it adds to that. */
class Given {
  constructor(given: object) {
    return given;
  }
}

/**
 * Where an assessment came from, so that it can be rendered: told by a private member of it, which nobody sees and no
 * copy has. A `WeakMap` would say the same, and cost a tenth of an assessment.
 */
class Origin extends Given {
  readonly #ruleset: Ruleset;
  readonly #asked: Asked;

  constructor(assessment: Assessment, ruleset: Ruleset, asked: Asked) {
    super(assessment);
    this.#ruleset = ruleset;
    this.#asked = asked;
  }

  /** What was asked, if this is an assessment that the ruleset gave. */
  static of(subject: object, ruleset: Ruleset): Asked | undefined {
    return #asked in subject && subject.#ruleset === ruleset ? subject.#asked : undefined;
  }
}

/** What stands before the receipt in an assessment's JSON; before it no member has a name that an author chose. */
const RECEIPT = ',"receipt":';
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Bytes of lines that are handed over at once. */
const CHUNK = 256 * 1024;
const LINE_FEED = 10;

/** A ruleset: loaded once, then asked as often as wanted. */
export class Ruleset {
  /** What it says of itself. */
  readonly info: Info;
  #engine: Engine | undefined;
  #generation = generation;
  #settings = "{}";
  /** The member that names an incident. */
  #key = "id";
  /** The way without JSON, once it was taken. */
  #plain: Plain | undefined;
  /** The last receipt, as it stands in the JSON, and as data. */
  #receipt: { json: string; data: Receipt } | undefined;

  private constructor(make: () => Engine) {
    try {
      const engine = calling(make);
      this.#engine = engine;
      this.info = JSON.parse(engine.info()) as Info;
    } catch (error) {
      throw typeof error === "string" ? errorOf(JSON.parse(error)) : error;
    }
  }

  /**
   * Loads a ruleset: its text, or the bytes of its text or of a pack. Throws a `RulesetError`; one of the code
   * `compile` has the `diagnostics`.
   */
  static async load(source: string | Uint8Array): Promise<Ruleset> {
    await init();
    const bytes = bytesOf(source);
    return new Ruleset(() => new Engine(bytes));
  }

  /** @internal A ruleset over an engine that is there already, for `Language`. */
  static of(engine: Engine): Ruleset {
    return new Ruleset(() => engine);
  }

  /**
   * Every mistake of a ruleset's text, by place, with ranges in UTF-16 for editors. With `proofs` also what
   * `rules prove` finds, which takes longer. Synchronous: `await init()` or `await Ruleset.load(…)` first.
   */
  static check(source: string | Uint8Array, { proofs = true }: { proofs?: boolean } = {}): Diagnostic[] {
    mustBeReady();
    const json = calling(() => check(bytesOf(source), proofs));
    return (JSON.parse(json) as { diagnostics: Diagnostic[] }).diagnostics;
  }

  /**
   * Assesses an incident. A member that is `undefined` is absent; what JSON has no word for (NaN, a BigInt, a
   * function, a cycle) is an input error of its field. Throws where the incident is no object, and under `strict`
   * where a value cannot be used.
   */
  assess(incident: Incident, settings?: Settings): Assessment {
    // What it is now: it may be changed before it is rendered.
    const copy = isPlain(incident) ? { ...incident } : undefined;
    const text = settingsText(settings);
    if (copy) {
      const assessment = this.#counted(this.#under(text), copy);
      if (assessment) {
        new Origin(assessment, this, { json: copy, odd: NOTHING_ODD, settings: text });
        return assessment;
      }
    }
    const { json, odd } = written(copy ?? incident);
    const engine = this.#under(text);
    const outcome = calling(() => engine.assess(put(engine, json)));
    if (outcome !== Outcome.Done) throw refused(outcome, answer(engine), odd);
    const assessment = odd.length === 0 ? this.#assessment(answer(engine)) : (read(answer(engine), odd) as Assessment);
    new Origin(assessment, this, { json, odd, settings: text });
    return assessment;
  }

  /**
   * Assesses lines of JSON: exactly one line comes out for each line in. Works through all of them at once; give
   * `maxLines`, or use `steps`, where other work has to have its turn.
   */
  assessLines(lines: string | Uint8Array, settings?: Settings, { first = 1, maxLines }: Step = {}): Lines {
    mustCount("first", first, 0);
    if (maxLines !== undefined) mustCount("maxLines", maxLines, 1);
    const bytes = bytesOf(lines);
    const engine = this.#under(settingsText(settings));
    let out = new Uint8Array(0);
    let [length, done, rejected, next] = [0, 0, 0, 0];
    while (next < bytes.length && done < (maxLines ?? Infinity)) {
      const part = bytes.subarray(next, lineEnd(bytes, next + CHUNK));
      const outcome = calling(() => {
        memoryFor(engine, part.length).set(part);
        return engine.assessLines(part.length, first + done, maxLines === undefined ? 0 : maxLines - done);
      });
      if (outcome !== Outcome.Done) throw refused(outcome, answer(engine), []);
      next += engine.next;
      done += engine.lines;
      rejected += engine.rejected;
      const scored = answerBytes(engine);
      const needed = length + scored.length;
      // As much as all lines are likely to need, so that bytes are seldom moved.
      if (needed > out.length) out = moved(out, Math.ceil((needed * bytes.length) / next));
      out.set(scored, length);
      length = needed;
    }
    return { bytes: out.subarray(0, length), lines: done, rejected, next };
  }

  /** The same in steps of so many lines, for a host that bounds how long one takes, or ends the work between two. */
  *steps(lines: string | Uint8Array, settings?: Settings, { first = 1, maxLines = 1000 }: Step = {}): Generator<Lines, void> {
    const bytes = bytesOf(lines);
    for (let [at, number] = [0, first]; at < bytes.length; ) {
      const step = this.assessLines(bytes.subarray(at), settings, { first: number, maxLines });
      at += step.next;
      number += step.lines;
      yield step;
    }
  }

  /** What an assessment says, as a text. It has to be one that this ruleset gave; else render the incident itself. */
  render(assessment: Assessment, wish: Wish): string;
  /** What there is to say of an incident, as a text. */
  render(incident: Incident, wish: Wish, settings: Settings): string;
  render(subject: Assessment | Incident, wish: Wish, settings?: Settings): string {
    const { json: given, odd, settings: text } = this.#origin(subject, settings);
    const json = typeof given === "string" ? given : JSON.stringify(given);
    const engine = this.#under(text);
    const asked = JSON.stringify(wish ?? {});
    const outcome = calling(() => engine.render(put(engine, json), asked));
    if (outcome !== Outcome.Done) throw refused(outcome, answer(engine), odd);
    return unmarked(answer(engine), odd);
  }

  /** An incident's assessment and what it rests on, as data. */
  explain(incident: Incident, settings?: Settings, telling: Telling = {}): Explained {
    const { json, odd } = written(incident);
    const text = settingsText(settings);
    const asked = JSON.stringify(telling);
    return this.#data((engine) => engine.explain(put(engine, json), asked), text, odd) as Explained;
  }

  /** The JSON Schema (2020-12) of an incident, texts in this language; in the ruleset's first without one. */
  schema(locale?: string): JsonSchema {
    return this.#data((engine) => engine.schema(locale)) as JsonSchema;
  }

  /** What a form of your own needs, texts in this language; in the ruleset's first without one. */
  form(locale?: string): Form {
    return this.#data((engine) => engine.form(locale)) as Form;
  }

  /** Which fields apply to an incident as far as it is known: what a form shows, and what it leaves out. */
  relevance(incident: Incident, settings?: Settings): FieldRelevance[] {
    const { json, odd } = written(incident);
    const text = settingsText(settings);
    return this.#data((engine) => engine.relevance(put(engine, json)), text, odd) as FieldRelevance[];
  }

  /** Gives the ruleset's memory back; it cannot be used after that. The finalizer does so at some later time. */
  dispose(): void {
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine && this.#generation === generation) calling(() => engine.free());
  }

  /** An answer that is JSON. */
  #data(call: (engine: Engine) => Outcome, settings = this.#settings, odd: readonly string[] = []): unknown {
    const engine = this.#under(settings);
    const outcome = calling(() => call(engine));
    if (outcome !== Outcome.Done) throw refused(outcome, answer(engine), odd);
    return read(answer(engine), odd);
  }

  /** The engine under these settings. */
  #under(settings: string): Engine {
    const engine = this.#engine;
    if (!engine) throw new RulesetError("disposed", `the ruleset \`${this.info.id}\` was disposed of: load it again`);
    if (this.#generation !== generation) {
      throw new RulesetError("trapped", `the ruleset \`${this.info.id}\` was lost in a trap: load it again`);
    }
    if (settings !== this.#settings) {
      calling(() => engine.set(settings));
      this.#settings = settings;
      this.#receipt = undefined;
      this.#key = (JSON.parse(settings) as Settings).key ?? "id";
    }
    return engine;
  }

  /** An assessment from its JSON. Assessments under the same settings share one receipt, which is frozen. */
  #assessment(json: string): Assessment {
    const at = json.indexOf(RECEIPT) + RECEIPT.length;
    const last = this.#receipt;
    if (last && json.startsWith(last.json, at)) {
      const assessment = JSON.parse(`${json.slice(0, at)}0${json.slice(at + last.json.length)}`) as Assessment;
      assessment.receipt = last.data;
      return assessment;
    }
    const assessment = JSON.parse(json) as Assessment;
    assessment.receipt = this.#newReceipt(JSON.stringify(assessment.receipt));
    return assessment;
  }

  /** An incident's assessment without JSON, where that can be. */
  #counted(engine: Engine, incident: object): Assessment | undefined {
    const plain = (this.#plain ??= calling(() => new Plain(engine)));
    const outcome = calling(() => plain.assess(incident, this.#key));
    if (outcome === Outcome.Counted) {
      return plain.assessment(this.#receipt?.data ?? this.#newReceipt(calling(() => engine.receipt())));
    }
    if (outcome !== Outcome.Done) return undefined;
    const assessment = this.#assessment(answer(engine));
    assessment.key = plain.key;
    return assessment;
  }

  #newReceipt(json: string): Receipt {
    const data = JSON.parse(json) as Receipt;
    Object.freeze(data.params);
    this.#receipt = { json, data: Object.freeze(data) };
    return data;
  }

  #origin(subject: Assessment | Incident, settings: Settings | undefined): Asked {
    if (settings !== undefined) return { ...written(subject), settings: settingsText(settings) };
    const asked = Origin.of(subject, this);
    if (asked) return asked;
    throw new RulesetError(
      "unknown-assessment",
      "this is no assessment that this ruleset gave: give the incident and its settings, `render(incident, wish, settings)`",
    );
  }
}

export interface Ruleset {
  /** The same as `dispose`, for `using`. */
  [Symbol.dispose](): void;
}
if (Symbol.dispose) {
  Object.defineProperty(Ruleset.prototype, Symbol.dispose, { value: Ruleset.prototype.dispose });
}

function mustCount(name: string, given: number, least: number): void {
  if (Number.isSafeInteger(given) && given >= least) return;
  throw new RulesetError("message", `\`${name}\` is ${given}: expected a whole number from ${least}`);
}

function bytesOf(source: string | Uint8Array): Uint8Array {
  return typeof source === "string" ? encoder.encode(source) : source;
}

/** The place for so many bytes of the next call. */
function memoryFor(engine: Engine, size: number): Uint8Array {
  const place = engine.room(size);
  if (place === 0) throw new RulesetError("no-room", `there is no room for ${size} bytes: give less at once`);
  return memory().subarray(place, place + size);
}

/** Writes a text for the next call; gives its length in bytes. */
function put(engine: Engine, text: string): number {
  // A UTF-16 unit takes at most three bytes.
  return encoder.encodeInto(text, memoryFor(engine, text.length * 3)).written;
}

function answerBytes(engine: Engine): Uint8Array {
  const place = engine.answer;
  return memory().subarray(place, place + engine.length);
}

function answer(engine: Engine): string {
  return decoder.decode(answerBytes(engine));
}

/** What an answer that is no assessment says. */
function refused(outcome: Outcome, json: string, odd: readonly string[]): RulesetError {
  const said = read(json, odd);
  if (outcome === Outcome.Failed) return errorOf(said);
  const { error } = said as { error: Reject };
  const where = error.field === undefined ? "" : `\`${error.field}\`: `;
  const place = error.offset === undefined ? "" : ` at byte ${error.offset}`;
  return new RulesetError(error.code, `${where}expected ${error.expected}, found ${error.found}${place}`, { ...error });
}

/** The end of the line that this place lies in. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const end = at < bytes.length ? bytes.indexOf(LINE_FEED, at) : -1;
  return end < 0 ? bytes.length : end + 1;
}

/** The same bytes, with room for more. */
function moved(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  all.set(bytes);
  return all;
}
