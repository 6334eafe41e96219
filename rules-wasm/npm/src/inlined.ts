// The module inside code, for bundlers that leave files beside it behind, and for hosts that may read none.

/** The bytes of the module. */
export async function inlined(): Promise<ArrayBuffer> {
  const { default: packed } = await import("../packed.js");
  const bytes = Uint8Array.from(atob(packed), (unit) => unit.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
