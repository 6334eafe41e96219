// For Node, Deno and Bun: the module lies beside this file, and is read from there.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inlined } from "./inlined.js";
import { setLoader } from "./module.js";

setLoader(async () => {
  try {
    return await readFile(join(__dirname, "shao.wasm"));
  } catch {
    // Bundled into another file, or without leave to read: the one inside the code is used.
    return inlined();
  }
});

export * from "./index.js";
