// Shao's npm package, code by hand and json-rules-engine on the common workload, in one run: microseconds of processor
// time for an incident, the best of several rounds, and ratios.
//
//     cargo xtask npm                                      # builds the package into target/wasm/project
//     (cd target/wasm/project && npm install json-rules-engine@7.3.1)
//     cargo run --release -p benches --bin generate -- 20000 > lines.jsonl
//     node benches/js/ratios.mjs target/wasm/project lines.jsonl

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { evaluate, evaluateAtOnce } from './by_hand.mjs';
import { engine } from './peer.mjs';

const [project, file] = process.argv.slice(2);
const require = createRequire(`${resolve(project)}/package.json`);
const { Ruleset } = require('shao-rules');
const peer = engine(require('json-rules-engine'));

const ROUNDS = 9;
const bytes = readFileSync(file);
const lines = bytes.toString().trim().split('\n');
const reports = lines.map((line) => JSON.parse(line));
const settings = { asOf: '2026-01-01T00:00:00+08:00' };
const shao = await Ruleset.load(readFileSync(new URL('../rulesets/fraud-24.toml', import.meta.url)));

const answer = ({ score, level, hits }) => ({ score, level, hits: hits.map((hit) => hit.id ?? hit).sort() });
for (const report of reports.slice(0, 2000)) {
  const expected = answer(evaluate(report));
  for (const other of [evaluateAtOnce(report), shao.assess(report, settings), await peer(report)]) {
    assert.deepStrictEqual(answer(other), expected);
  }
}

/** Microseconds for each of some incidents. */
async function measured(count, work) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    await work();
    best = Math.min(best, process.cpuUsage(start).user / count);
  }
  return best;
}

const figures = {};
const all = (work) => () => reports.forEach(work);
const each = (work) => () => lines.forEach((line) => JSON.stringify(work(JSON.parse(line))));
const few = reports.slice(0, 1000);
figures['objects: by hand'] = await measured(reports.length, all((report) => evaluate(report)));
figures['objects: by hand, measured'] = await measured(reports.length, all((report) => evaluateAtOnce(report)));
figures['objects: shao, assess'] = await measured(reports.length, all((report) => shao.assess(report, settings)));
figures['objects: json-rules-engine'] = await measured(few.length, async () => {
  for (const report of few) await peer(report);
});
figures['lines: by hand'] = await measured(lines.length, each(evaluate));
figures['lines: by hand, measured'] = await measured(lines.length, each(evaluateAtOnce));
figures['lines: shao, assessLines'] = await measured(lines.length, () => shao.assessLines(bytes, settings));
for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(32)} ${figure.toFixed(2)} µs`);

const ratio = (text, over, under) => console.log(`${text}: ${(figures[over] / figures[under]).toFixed(2)}`);
ratio('assess takes so many times the code by hand', 'objects: shao, assess', 'objects: by hand');
ratio('json-rules-engine takes so many times assess', 'objects: json-rules-engine', 'objects: shao, assess');
ratio('code by hand takes so many times assessLines', 'lines: by hand', 'lines: shao, assessLines');
ratio('measured code by hand takes so many times assessLines', 'lines: by hand, measured', 'lines: shao, assessLines');
