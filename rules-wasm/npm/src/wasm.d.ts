// A module as Workers have it.
declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
