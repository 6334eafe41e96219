// For Workers: the host compiles the module when it takes the code in.

import compiled from "../shao.wasm";

/** The module. */
export function load(): Promise<WebAssembly.Module> {
  return Promise.resolve(compiled);
}
