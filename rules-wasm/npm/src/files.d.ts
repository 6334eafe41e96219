// What the build puts beside the sources.

declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}

declare module "*/packed.js" {
  /** The module, under gzip, in base64. */
  const packed: string;
  export default packed;
}
