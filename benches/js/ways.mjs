// Ways to hand an incident to a module and to take an assessment back: microseconds of processor time for each.
//
//     cargo rustc --lib -p ways --profile npm --target wasm32-unknown-unknown
//     cargo run -p bindgen -- target/wasm32-unknown-unknown/npm/ways.wasm target/wasm/ways glue
//     node benches/js/ways.mjs target/wasm/ways lines.jsonl

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const { initSync, Ways } = await import(pathToFileURL(resolve(folder, 'glue.js')).href);
const { memory } = initSync({ module: new WebAssembly.Module(readFileSync(resolve(folder, 'glue_bg.wasm'))) });
const lines = readFileSync(file, 'utf8').trim().split('\n');
const reports = lines.map((line) => JSON.parse(line));
const source = readFileSync(new URL('../rulesets/fraud-24.toml', import.meta.url), 'utf8');
const ways = new Ways(source, lines[0]);
const names = [...new Set(reports.slice(0, 100).flatMap((report) => Object.keys(report)))];

const [encoder, decoder] = [new TextEncoder(), new TextDecoder('utf-8', { ignoreBOM: true })];
const room = (size) => new Uint8Array(memory.buffer, ways.room(), size);

const ALL = {
  'in: JSON bytes': (report) => {
    const json = JSON.stringify(report);
    ways.inByJson(encoder.encodeInto(json, room(json.length * 3)).written);
  },
  'in: serde-wasm-bindgen': (report) => ways.inBySerde(report),
  'in: members by names, without JSON': (report) => ways.inByNames(report, names),
  'out: JSON bytes': () => JSON.parse(decoder.decode(room(ways.outByJson()))),
  'out: serde-wasm-bindgen': () => ways.outBySerde(),
};
for (const [name, work] of Object.entries(ALL)) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = process.cpuUsage();
    reports.forEach(work);
    best = Math.min(best, process.cpuUsage(start).user / reports.length);
  }
  console.log(`${name.padEnd(36)} ${best.toFixed(2)} µs`);
}
