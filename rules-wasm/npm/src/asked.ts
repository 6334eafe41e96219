// Calls of the module whose errors are the JSON of one.

import { errorOf } from "./error.js";
import { calling, mustBeReady } from "./module.js";

const encoder = new TextEncoder();

/** Calls the module; an error that it throws becomes a `RulesetError`. */
export function asked<T>(call: () => T): T {
  mustBeReady();
  try {
    return calling(call);
  } catch (error) {
    throw typeof error === "string" ? errorOf(JSON.parse(error)) : error;
  }
}

/** A text as the module reads it. */
export function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? encoder.encode(text) : text;
}
