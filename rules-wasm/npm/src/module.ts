// The one instance of the module in this realm: made when it is first needed, and made anew after a trap.

import start, { __wbg_reset_state as restart, initSync } from "./glue.js";
import { RulesetError } from "./error.js";
import { load } from "./host.js";

/** A module: its bytes, a response with them, or what was compiled of them. */
export type ModuleSource = WebAssembly.Module | BufferSource | Response;

let starting: Promise<void> | undefined;
let instance: Instance | undefined;
let view = new Uint8Array(0);
let numeric = new Float64Array(0);

/** What the module exports, as far as it is looked at here. */
interface Instance {
  readonly memory: WebAssembly.Memory;
}

/** How often the instance was made anew. */
export let generation = 0;

/**
 * Loads the module, which `Ruleset.load` does by itself. A host that brings its own gives its bytes, a `Response` or a
 * compiled `WebAssembly.Module`; once the module is there, nothing happens.
 */
export function init(source?: ModuleSource | PromiseLike<ModuleSource>): Promise<void> {
  starting ??= begin(source).catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function begin(source: ModuleSource | PromiseLike<ModuleSource> | undefined): Promise<void> {
  const module = await compiled(await (source ?? load()));
  instance = (await start({ module_or_path: module })) as Instance;
}

async function compiled(source: ModuleSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof Response !== "function" || !(source instanceof Response)) {
    return WebAssembly.compile(source as BufferSource);
  }
  if (!source.ok) throw new RulesetError("not-ready", `the module could not be fetched: ${source.status} ${source.url}`);
  return WebAssembly.compile(await source.arrayBuffer());
}

/** Throws where there is no module yet. */
export function mustBeReady(): void {
  if (!instance) throw new RulesetError("not-ready", "the module is not loaded yet: `await init()` first");
}

/** The module's memory as it is now. */
export function memory(): Uint8Array {
  // A memory that has grown leaves its old buffer empty.
  if (view.length === 0 && instance) view = new Uint8Array(instance.memory.buffer);
  return view;
}

/** The same as numbers. */
export function numbers(): Float64Array {
  if (numeric.length === 0 && instance) numeric = new Float64Array(instance.memory.buffer);
  return numeric;
}

/**
 * Calls the engine. A trap, which only a lack of memory or a mistake of ours can cause, ends the instance: a new one
 * takes its place, and the rulesets of the old one have to be loaded again.
 */
export function calling<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    generation += 1;
    restart();
    // Gives the exports of the instance that is there.
    instance = initSync(undefined) as Instance;
    view = new Uint8Array(0);
    numeric = new Float64Array(0);
    throw new RulesetError("trapped", `the engine ended in a trap (${error.message}): load the rulesets again`);
  }
}
