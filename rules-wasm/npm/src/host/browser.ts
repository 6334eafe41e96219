// For browsers and their bundlers: the module lies beside the package's code, and is fetched from there.

import { inlined } from "./inlined.js";

/** The module's bytes. */
export async function load(): Promise<ArrayBuffer> {
  try {
    const response = await fetch(new URL("../shao.wasm", import.meta.url));
    const bytes = await response.arrayBuffer();
    if (isModule(bytes)) return bytes;
  } catch {
    // Where the file cannot be had, the one inside the code is used.
  }
  return inlined();
}

/** A server may answer with a page for every path that it does not know. */
function isModule(bytes: ArrayBuffer): boolean {
  return bytes.byteLength > 4 && new DataView(bytes).getUint32(0) === 0x0061736d;
}
