import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Bench } from "../src/engine/bench.js";
import { read } from "../src/rows/read.js";
import { exampleRows } from "../src/samples/rows.js";

const SMALLEST = readFileSync("../rules-core/doc/smallest.toml", "utf8");

async function all(bench: Bench): Promise<number> {
  let steps = 0;
  for (let done = false; !done; steps += 1) ({ done } = await bench.step());
  return steps;
}

test("the incident of any row is found, wherever the file was cut", async () => {
  const lines = new Blob(Array.from({ length: 30_000 }, (_, at) => `{"id": "${"i".repeat(at % 23)}${at + 1}", "amount": ${at + 1}}\n`));
  const bench = new Bench();
  await bench.begin(SMALLEST, {}, {}, lines);
  expect(await all(bench)).toBeGreaterThan(3);
  expect(bench.results().rows.read).toBe(30_000);
  for (const row of [1, 2, 7_000, 15_001, 29_999, 30_000]) expect((await bench.incident(row))["amount"], `row ${row}`).toBe(row);
});

test("rows come out one by one, also where the last has no line end and one is longer than a slice", async () => {
  const long = `{"id": "long", "amount": 9000, "text": "${"x".repeat(700_000)}"}`;
  const bench = new Bench();
  await bench.begin(SMALLEST, {}, {}, new Blob([`{"id": "a"}\n${long}\n{"id": "z", "amount": 3}`]));
  await all(bench);
  expect(bench.rows({}).rows.map((it) => it.key)).toEqual(["a", "long", "z"]);
  expect(await bench.incident(3)).toEqual({ id: "z", amount: 3 });
  await bench.begin(SMALLEST, {}, {}, new Blob([]));
  await all(bench);
  expect(bench.results().rows.read).toBe(0);
});

test("what is wrong with a plan is told with its part", async () => {
  const bench = new Bench();
  expect(await bench.check(SMALLEST, {}, { label: "fraud" })).toBeUndefined();
  expect(await bench.check(SMALLEST, {}, { label: "fraud ==" })).toMatchObject({ about: "label" });
  expect(await bench.check(SMALLEST, {}, { mapping: { fields: { amont: { column: "a" } } } })).toMatchObject({ about: "mapping", said: expect.stringContaining("did you mean `amount`?") });
  expect(await bench.check(SMALLEST, { asOf: "soon" }, {})).toMatchObject({ about: "other" });
});

test("rows without a form are given with the page's words, in a file that Excel reads", async () => {
  const bench = new Bench();
  await bench.begin(SMALLEST, {}, { cells: true, label: "fraud" }, new Blob(['{"amount":"5","fraud":"1"}\n[]\n{"amount":"6"}\n']));
  await all(bench);
  const bytes = new Uint8Array(await bench.badCsv([{ row: 2, cells: 3 }], ['3 "cells"']).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split("\n");
  expect(lines.slice(0, 2)).toEqual(["row,lack,reason,found", '2,form,"3 ""cells""",']);
  expect(lines[2]).toMatch(/^3,label,/);
});

test("columns are told also while the ruleset has mistakes", async () => {
  const { guess, columns } = await new Bench().guess("format = ", new Blob(['{"a":"1"}\nno row\n{"a":"2","b":""}\n{"a":"1"}\n']), true);
  expect(guess).toEqual({ columns: ["a", "b"], mapping: { fields: {} }, fields: [] });
  expect(columns).toEqual([{ name: "a", values: ["1", "2"] }, { name: "b", values: [] }]);
});

test("example rows of each shipped ruleset are mapped by the guess, in both languages", async () => {
  for (const id of ["fraud", "housing", "petition"]) {
    const source = readFileSync(`../rulesets/${id}/${id}.toml`, "utf8");
    for (const locale of ["zh", "en"] as const) {
      const { lines } = await read(Object.assign(new Blob([exampleRows(id, locale)!]), { name: "a.csv" }));
      const bench = new Bench();
      const { guess, columns } = await bench.guess(source, lines, true);
      expect(Object.keys(guess.mapping.fields), `${id} ${locale}`).toHaveLength(columns.length - 2);
      await bench.begin(source, {}, { mapping: guess.mapping, label: guess.label?.expression, asOfField: guess.asOfField, cells: true }, lines);
      await all(bench);
      const results = bench.results();
      expect([results.rows.scored, results.inputFaults, results.missingColumns]).toEqual([398, [], []]);
      expect(results.auc?.value).toBeGreaterThan(0.75);
      expect(results.auc?.value).toBeLessThan(0.96);
    }
  }
});
