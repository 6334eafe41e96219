// For Node, Deno and Bun: the module lies beside the package's code, and is read from there.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inlined } from "./inlined.js";

/** The module's bytes. */
export async function load(): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(join(__dirname, "../shao.wasm"));
  } catch {
    // Bundled into another file, or without leave to read: the one inside the code is used.
    return inlined();
  }
}
