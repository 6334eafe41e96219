// What an editor asks about a ruleset at work.

import { Language as Service } from "./glue.js";
import { RulesetError } from "./error.js";
import { calling, generation, init } from "./module.js";
import { Ruleset } from "./ruleset.js";
import type { Completion, Diagnostic, Edit, Ends, Hover, OutlineItem, SheetCell, SheetRow } from "./wire.js";

/** A place in a text: line and column from zero, the column in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** What a coloured part of a text is. */
export type TokenKind = (typeof KINDS)[number];

/** In the order of their numbers in the engine. */
const KINDS = [
  "header", "key", "text", "constant", "comment", "name", "function", "operator", "word", "insert",
] as const;

/** A part of a text that has a colour: its places in UTF-16 units from the start. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

/** A ruleset's text that an author works on. Its answers are of the last `update`. */
export class Language {
  #service: Service | undefined;
  #generation = generation;

  private constructor(text: string) {
    this.#service = calling(() => new Service(text));
  }

  /** Begins with a text. */
  static async open(text: string): Promise<Language> {
    await init();
    return new Language(text);
  }

  /** Goes on with another text. */
  update(text: string): void {
    this.#ask((service) => service.update(text));
  }

  /** The ruleset that the text is; none while it has mistakes. Dispose of it when the next one is there. */
  ruleset(): Ruleset | undefined {
    const engine = this.#ask((service) => service.ruleset());
    return engine && Ruleset.of(engine);
  }

  /** All mistakes and warnings, by place. */
  diagnostics(): Diagnostic[] {
    return this.#json((service) => service.diagnostics()) as Diagnostic[];
  }

  /** The parts that have colours, in order; none overlap. */
  tokens(): Token[] {
    const numbers = this.#ask((service) => service.tokens());
    const tokens: Token[] = [];
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const [from = 0, to = 0, kind = 0] = numbers.subarray(at, at + 3);
      tokens.push({ from, to, kind: KINDS[kind] ?? "text" });
    }
    return tokens;
  }

  /** What may be written at a place, told in a language, `zh` or `en`. */
  complete({ line, character }: Place, locale: string): Completion[] {
    return this.#json((service) => service.complete(line, character, locale)) as Completion[];
  }

  /** What stands at a place, told in a language. */
  hover({ line, character }: Place, locale: string): Hover | undefined {
    return (this.#json((service) => service.hover(line, character, locale)) ?? undefined) as Hover | undefined;
  }

  /** Where the thing that is named at a place is defined. */
  definition({ line, character }: Place): Ends | undefined {
    return (this.#json((service) => service.definition(line, character)) ?? undefined) as Ends | undefined;
  }

  /** Every place where the thing is named that is named at a place. */
  references({ line, character }: Place): Ends[] {
    return this.#json((service) => service.references(line, character)) as Ends[];
  }

  /** The edits that give the thing at a place another name. Throws a `RulesetError` of the code `rename` that says why not. */
  rename({ line, character }: Place, name: string): Edit[] {
    return this.#edits("rename", (service) => service.rename(line, character, name));
  }

  /** Rules, bins and levels as the rows of a table; none while a part of the text cannot be read. */
  sheet(): SheetRow[] {
    return this.#json((service) => service.sheet()) as SheetRow[];
  }

  /** The edits that give a cell of the table another value. Throws a `RulesetError` of the code `cell` that says why not. */
  set(cell: SheetCell, text: string): Edit[] {
    return this.#edits("cell", (service) => service.set(cell.span.start, text));
  }

  /** The edits that make the text tidy. */
  tidy(): Edit[] {
    return this.#json((service) => service.tidy()) as Edit[];
  }

  /** The sections of the file, and what stands in each, told in a language. */
  outline(locale: string): OutlineItem[] {
    return this.#json((service) => service.outline(locale)) as OutlineItem[];
  }

  /** Gives the memory back; nothing can be asked after that. */
  dispose(): void {
    const service = this.#service;
    this.#service = undefined;
    if (service && this.#generation === generation) calling(() => service.free());
  }

  #ask<T>(ask: (service: Service) => T): T {
    const service = this.#service;
    if (!service) throw new RulesetError("disposed", "the text was disposed of: open it again");
    if (this.#generation !== generation) throw new RulesetError("trapped", "the text was lost in a trap: open it again");
    return calling(() => ask(service));
  }

  /** Edits, or an error of this code that says why there are none. */
  #edits(code: string, ask: (service: Service) => string): Edit[] {
    try {
      return this.#json(ask) as Edit[];
    } catch (error) {
      throw typeof error === "string" ? new RulesetError(code, error) : error;
    }
  }

  #json(ask: (service: Service) => string): unknown {
    return JSON.parse(this.#ask(ask));
  }
}
