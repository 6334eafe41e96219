// The session kept in the browser, under a key that has its version. A browser may forbid that, or be full.

import { type Context, contextIn } from "./context.js";
import { fields, textOf, wordOf } from "./read.js";

const KEY = "shao.session.v1";

/** What is kept from one visit to the next. */
export interface Kept {
  text?: string | undefined;
  fileName?: string | undefined;
  incident?: Record<string, unknown> | undefined;
  asOf?: string | undefined;
  context?: Context | undefined;
  /** The lines of the cases file; a session of before there were cases has none. */
  cases?: string | undefined;
  casesName?: string | undefined;
  locale?: "zh" | "en" | undefined;
  theme?: "light" | "dark" | undefined;
}

/** What was kept the last time; nothing where there is nothing, or nothing that can be used. */
export function kept(storage: () => Storage = () => localStorage): Kept {
  try {
    return readKept(JSON.parse(storage().getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

/** A session from data that anybody may have written. */
export function readKept(data: unknown): Kept {
  const found = fields(data);
  return {
    text: textOf(found, "text"),
    fileName: textOf(found, "fileName"),
    incident: "incident" in found ? fields(found["incident"]) : undefined,
    asOf: textOf(found, "asOf"),
    context: "context" in found ? contextIn(found["context"]) : undefined,
    cases: textOf(found, "cases"),
    casesName: textOf(found, "casesName"),
    locale: wordOf(found, "locale", ["zh", "en"]),
    theme: wordOf(found, "theme", ["light", "dark"]),
  };
}

/** Keeps a session; whether that was possible. */
export function keep(session: Kept, storage: () => Storage = () => localStorage): boolean {
  try {
    storage().setItem(KEY, JSON.stringify(session));
    return true;
  } catch {
    return false;
  }
}
