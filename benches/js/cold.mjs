// Cold start of the edge module in fresh processes: milliseconds to compile and instantiate it, to load a ruleset and to
// assess a first incident; then the same again in the same instance. The median of nine processes.
//
//     cargo xtask wasm && cargo run -p rules-cli -- pack fraud
//     node benches/js/cold.mjs target/wasm/edge/runtime.wasm fraud.pack
//     node benches/js/cold.mjs target/wasm/edge/full.wasm rulesets/fraud/fraud.toml

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const RUNS = 9;
const INCIDENT = { channel: 'phone', claimed_role: 'police', demand: 'transfer', narrative: '让我转到安全账户' };
const SETTINGS = { asOf: '2026-03-02T10:30:00+08:00' };

const [module, ruleset, child] = process.argv.slice(2);
if (child) console.log(JSON.stringify(once()));
else report();

/** One process: the time of each stage. */
function once() {
  const { Shao } = createRequire(import.meta.url)('../../rules-wasm/hosts/host.js');
  const [bytes, source] = [readFileSync(module), readFileSync(ruleset)];
  const times = {};
  const timed = (stage, work) => {
    const start = performance.now();
    const result = work();
    times[stage] = performance.now() - start;
    return result;
  };
  const shao = timed('instantiate', () => new Shao(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports));
  const fraud = timed('load', () => shao.load(source));
  const first = timed('first assessment', () => fraud.assess(INCIDENT, SETTINGS));
  times['cold start'] = times.instantiate + times.load + times['first assessment'];
  const again = timed('second load', () => shao.load(source));
  const second = timed('second assessment', () => again.assess(INCIDENT, SETTINGS));
  assert.deepEqual(second, first);
  assert.equal(first.level, 'critical');
  return times;
}

/** The median of each stage. */
function report() {
  const again = [fileURLToPath(import.meta.url), module, ruleset, 'child'];
  const runs = Array.from({ length: RUNS }, () => JSON.parse(execFileSync(process.execPath, [...process.execArgv, ...again])));
  for (const stage of Object.keys(runs[0])) {
    const sorted = runs.map((run) => run[stage]).sort((a, b) => a - b);
    console.log(`${stage.padEnd(18)} ${sorted[RUNS >> 1].toFixed(2).padStart(8)} ms`);
  }
}
