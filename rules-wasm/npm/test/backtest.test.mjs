// Backtests: rows in chunks, figures and pages out.

import assert from 'node:assert';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as imported from 'shao-rules';
import { SMALLEST } from './files.mjs';

const { Backtest, RulesetError } = imported;
const ROWS = [
  '{"id": "a", "sum": "5000", "fraud": "1"}',
  '{"id": "b", "sum": "20", "fraud": "0"}',
  'no row',
  '{"id": "c", "sum": "4000", "fraud": "1"}',
  '{"id": "d", "sum": "", "fraud": "0"}',
];
const PLAN = { mapping: { fields: { amount: { column: 'sum' } } }, label: 'fraud == 1', cells: true };

test('`import` gives all that `require` gives', () => {
  const required = Object.keys(createRequire(import.meta.url)('shao-rules'));
  const names = Object.keys(imported).filter((it) => it !== 'default' && it !== 'module.exports');
  assert.deepStrictEqual(names.sort(), required.filter((it) => it !== '__esModule').sort());
});

test('rows are scored, counted and paged, and a bad one is left out with its line', async () => {
  const run = await Backtest.begin(SMALLEST, {}, PLAN);
  run.add(`${ROWS.slice(0, 2).join('\n')}\n`);
  assert.strictEqual(run.add(ROWS.slice(2).join('\n')), 5);
  const results = run.results();
  assert.strictEqual(results.auc.value, 1);
  assert.deepStrictEqual(run.rows({ sort: 'score', descending: true }).rows.map((it) => it.key), ['a', 'c', 'b', 'd']);
  assert.deepStrictEqual(run.rows({ level: 'high' }).rows.map((it) => it.key), ['a', 'c']);
  assert.deepStrictEqual(run.incident(ROWS[0]), { amount: 5000 });
  assert.throws(() => run.incident(ROWS[2]), { message: /expected an object/ });
  assert.match(new TextDecoder().decode(run.badCsv()), /^3,form,.*expected an object/m);
  assert.strictEqual(new TextDecoder().decode(run.csv()).trim().split('\n').length, 1 + 4);
});

test('a plan that does not fit is refused, and so is a page that cannot be', async () => {
  await assert.rejects(Backtest.begin(SMALLEST, {}, { mapping: { fields: { ammount: { column: 'sum' } } } }), (error) => {
    return error instanceof RulesetError && /ammount/.test(error.message);
  });
  const run = await Backtest.begin(SMALLEST, {}, PLAN);
  assert.throws(() => run.rows({ sort: 'colour' }), RulesetError);
  assert.deepStrictEqual(run.rows().rows, [], 'no rows yet');
});
