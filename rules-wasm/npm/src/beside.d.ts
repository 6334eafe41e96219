// What lies beside the code.

/** The module as Workers have it. */
declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}

/** The module under gzip, in base64. */
declare module "*/packed.js" {
  const packed: string;
  export default packed;
}
