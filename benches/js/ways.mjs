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

/** Members as pairs of numbers, texts beside them: as the package does it, without its care for what is odd. */
const indexes = new Map(names.map((name, index) => [name, index]));
const words = new Set(reports.flatMap((report) => Object.values(report)).filter((it) => /^[a-z_]+$/.test(it) && typeof it === 'string'));
const choices = new Map([...words].map((word, index) => [word, index]));
let [numbers, bytes] = [new Float64Array(0), new Uint8Array(0)];

function look() {
  if (numbers.length === 0) [numbers, bytes] = [new Float64Array(memory.buffer), new Uint8Array(memory.buffer)];
}

function byNumbers(report) {
  const [at, start] = [ways.members() / 8, ways.room()];
  look();
  let [place, text] = [at, start];
  for (const name in report) {
    const value = report[name];
    numbers[place++] = indexes.get(name);
    if (typeof value !== 'string') numbers[place++] = value === true ? 1 : value === false ? 0 : value;
    else {
      const choice = choices.get(value);
      numbers[place++] = choice ?? 0;
      if (choice === undefined) text += encoder.encodeInto(value, bytes.subarray(text, start + (1 << 16))).written;
    }
  }
  return ways.inByNumbers(place - at, text - start);
}

/** An assessment of its numbers and of words that are here already. */
const entries = ways.entries();
const { receipt } = JSON.parse(decoder.decode(room(ways.outByJson())));
const levels = ['low', 'medium', 'high', 'critical'];

function ofNumbers() {
  let at = ways.outByNumbers() / 8;
  look();
  const next = () => numbers[at++];
  const list = (each) => {
    const all = [];
    for (let left = next(); left > 0; left--) all.push(each());
    return all;
  };
  return {
    key: 1,
    score: next(),
    level: levels[next()],
    ceiling: { score: next(), level: levels[next()] },
    settled: next() === 1,
    hits: list(() => {
      const [entry, , , points, assumed] = [next(), next(), next(), next(), next()];
      return { id: entries[entry], points, assumed: assumed === 1 };
    }),
    open: {
      rules: list(() => ({ id: entries[next()], waitsFor: list(() => names[next()]) })),
      fields: list(() => ({ field: names[next()], state: next() === 1 ? 'null' : 'absent' })),
    },
    deadlines: list(next),
    inputErrors: [],
    incomplete: false,
    receipt,
  };
}

const ALL = {
  'in: numbers and texts': byNumbers,
  'in: JSON bytes': (report) => {
    const json = JSON.stringify(report);
    ways.inByJson(encoder.encodeInto(json, room(json.length * 3)).written);
  },
  'in: serde-wasm-bindgen': (report) => ways.inBySerde(report),
  'in: members by names, without JSON': (report) => ways.inByNames(report, names),
  'out: numbers': ofNumbers,
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
