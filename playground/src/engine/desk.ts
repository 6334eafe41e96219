// What the worker does for the editor and the form beside it: one text at work, one incident tried.

import type { Assessment, Completion, Diagnostic, Edit, Ends, Explained, FieldRelevance, Form, Hover, Info, OutlineItem, Place, Settings, SheetCell, SheetRow } from "shao-rules";
import { Language, type Ruleset } from "shao-rules";

/** A text as it stands: what is wrong with it, its colours, its sections; and what it is, if it compiles. */
export interface Snapshot {
  diagnostics: Diagnostic[];
  /** Start, end and kind of each coloured part, in UTF-16 units. */
  tokens: { from: number; to: number; kind: string }[];
  outline: OutlineItem[];
  /** None while the text has mistakes. */
  ruleset: { info: Info; form: Form } | undefined;
}

/** What comes of an incident. */
export interface Trial {
  assessment: Assessment;
  explained: Explained;
  relevance: FieldRelevance[];
}

/** The engine at work on one text. */
export class Desk {
  #language: Language | undefined;
  #ruleset: Ruleset | undefined;

  /** Takes the text as it is now. */
  async update(text: string, locale: string): Promise<Snapshot> {
    if (this.#language) this.#language.update(text);
    else this.#language = await Language.open(text);
    const language = this.#language;
    const last = this.#ruleset;
    this.#ruleset = language.ruleset();
    last?.dispose();
    const ruleset = this.#ruleset;
    return {
      diagnostics: language.diagnostics(),
      tokens: language.tokens(),
      outline: language.outline(locale),
      ruleset: ruleset && { info: ruleset.info, form: ruleset.form(known(ruleset, locale)) },
    };
  }

  /** Tries an incident; none while the text has mistakes. Throws where it is no object. */
  try(incident: object, settings: Settings): Trial | undefined {
    const ruleset = this.#ruleset;
    if (!ruleset) return undefined;
    const wanted = { ...settings, bounds: true, next: true };
    const explained = ruleset.explain(incident, wanted, { whyNot: true });
    return { assessment: explained.assessment, explained, relevance: ruleset.relevance(incident, wanted) };
  }

  /** What an official or the citizen concerned would read. */
  render(incident: object, settings: Settings, audience: "author" | "official" | "citizen", locale: string): string | undefined {
    const ruleset = this.#ruleset;
    return ruleset?.render(incident, { audience, locale: known(ruleset, locale) }, settings);
  }

  complete(place: Place, locale: string): Completion[] {
    return this.#language?.complete(place, locale) ?? [];
  }

  hover(place: Place, locale: string): Hover | undefined {
    return this.#language?.hover(place, locale);
  }

  definition(place: Place): Ends | undefined {
    return this.#language?.definition(place);
  }

  references(place: Place): Ends[] {
    return this.#language?.references(place) ?? [];
  }

  rename(place: Place, name: string): Edit[] {
    return this.#language?.rename(place, name) ?? [];
  }

  sheet(): SheetRow[] {
    return this.#language?.sheet() ?? [];
  }

  set(cell: SheetCell, text: string): Edit[] {
    return this.#language?.set(cell, text) ?? [];
  }

  tidy(): Edit[] {
    return this.#language?.tidy() ?? [];
  }
}

/** The locale, if the ruleset has texts in it; else its first language. */
function known(ruleset: Ruleset, locale: string): string | undefined {
  return ruleset.info.languages.includes(locale) ? locale : ruleset.info.languages[0];
}
