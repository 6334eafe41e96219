// A backtest of the npm package as a worker runs it: microseconds of processor time for a row, the median of several
// rounds, the AUC and the SHA-256 of the rows as CSV: both have to be those that the native run prints.
//
//     cargo xtask npm                                                   # builds the package into target/wasm/npm
//     cargo run --release -p benches --bin backtest -- rows 100000 > rows.jsonl
//     cargo run --release -p benches --bin backtest -- 100000           # natively
//     node benches/js/backtest.mjs target/wasm/npm rows.jsonl

import assert from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';

const [folder, file] = process.argv.slice(2);
const { Backtest, init } = createRequire(import.meta.url)(resolve(folder, 'node/index.js'));
const ROUNDS = 5;
const CHUNK = 256 * 1024;
const LINE_FEED = 10;

const ruleset = readFileSync(new URL('../rulesets/fraud-24.toml', import.meta.url));
const rows = readFileSync(file);
await init();

/** The end of the line that a place lies in. */
const lineEnd = (at) => (at < rows.length ? rows.indexOf(LINE_FEED, at) + 1 : 0) || rows.length;
let first = 0;
for (let line = 0; line < 200; line++) first = lineEnd(first);
const { mapping, label } = Backtest.guess(ruleset, rows.subarray(0, first), true);
const plan = { mapping, label: label.expression, cells: true };

const taken = [];
const digests = new Set();
let memory = 0;
for (let round = 0; round < ROUNDS; round++) {
  const run = await Backtest.begin(ruleset, { asOf: '2026-01-01T00:00:00+08:00' }, plan);
  const start = process.cpuUsage();
  let count = 0;
  for (let at = 0; at < rows.length; ) {
    const end = lineEnd(at + CHUNK);
    count = run.add(rows.subarray(at, end));
    at = end;
  }
  const results = run.results();
  taken.push(process.cpuUsage(start).user / count);
  assert.equal(results.rows.read, count);
  digests.add(`AUC ${results.auc.value}, rows ${createHash('sha256').update(run.csv()).digest('hex')}`);
  memory = run.memory();
  run.dispose();
}
assert.equal(digests.size, 1);
taken.sort((a, b) => a - b);
console.log(`${taken[ROUNDS >> 1].toFixed(2)} µs a row, ${memory} bytes kept, ${[...digests][0]}`);
