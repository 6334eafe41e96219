// What goes wrong, as an `Error` with a code that never changes its meaning.

import type { Diagnostic, Json } from "./wire.js";

/** The data of an error: the diagnostics of `compile`, the reject of a code that starts with `I4`. */
export type ErrorData = Json;

/** What the engine refused, or a ruleset that cannot be used any more. After it everything else works as before. */
export class RulesetError extends Error {
  override readonly name = "RulesetError";
  /** A code of the engine, such as `I420`, or a word such as `compile`, `settings`, `disposed`. */
  readonly code: string;
  /** What there is more to know. */
  readonly data: ErrorData | undefined;

  constructor(code: string, message: string, data?: ErrorData) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** The mistakes of a ruleset, where the code is `compile`; none else. */
  get diagnostics(): readonly Diagnostic[] {
    const data = this.data as { diagnostics?: Diagnostic[] } | null | undefined;
    return data?.diagnostics ?? [];
  }
}

/** An error from what the engine wrote of it. */
export function errorOf(written: unknown): RulesetError {
  const { code, message, data } = written as { code: string; message: string; data?: ErrorData };
  return new RulesetError(code, message, data);
}
