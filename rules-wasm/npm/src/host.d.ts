/** The module, as this host has it: the build takes one of `host/`. */
export function load(): Promise<WebAssembly.Module | ArrayBuffer | Uint8Array<ArrayBuffer>>;
