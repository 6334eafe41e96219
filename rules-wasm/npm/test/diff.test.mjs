// Two rulesets compared.

import assert from 'node:assert';
import { test } from 'node:test';
import { Comparison, diff, init, RulesetError } from 'shao-rules';
import { SMALLEST } from './files.mjs';

const STRICTER = SMALLEST.replace('amount >= 3000', 'amount >= 5000');

test('a difference says what changed, and none is none', async () => {
  await init();
  assert.strictEqual(diff(SMALLEST, SMALLEST).changes.length, 0);
  const { changes } = diff(SMALLEST, STRICTER);
  assert.deepStrictEqual(changes.map((it) => it.id), ['large-amount']);
});

test('rows are assessed by both, chunk by chunk, and a moved one has its cause and what it says', async () => {
  const run = await Comparison.begin(SMALLEST, STRICTER);
  run.add('{"id": "a", "amount": 4000}\n{"id": "b", "amount": 10}\n');
  assert.strictEqual(run.add('no incident\n'), 3);
  const { movement, leftOut } = run.result();
  assert.deepStrictEqual([movement.incidents, movement.lowered, leftOut.count, leftOut.rows[0].row], [2, 1, 1, 3]);
  const [moved] = movement.moves;
  assert.deepStrictEqual([moved.causes[0].id, JSON.parse(moved.incident)], ['large-amount', { id: 'a', amount: 4000 }]);
  run.dispose();
  assert.throws(() => run.result(), (error) => error instanceof RulesetError && error.code === 'disposed');
});

test('rows of a table are read by the plan that a backtest reads them by', async () => {
  const plan = { mapping: { fields: { amount: { column: 'wan', scale: 10000 } } }, label: 'fraud == 1', key: 'no', cells: true };
  const run = await Comparison.begin(SMALLEST, STRICTER, {}, plan);
  run.add('{"no": "7", "wan": "0.4", "fraud": ""}\n');
  const [moved] = run.result().movement.moves;
  assert.deepStrictEqual([moved.key, moved.incident], ['7', '{"amount":4000}']);
});

test('a plan or a setting that fits neither is refused', async () => {
  const mapping = { fields: { ammount: { column: 'sum' } } };
  await assert.rejects(Comparison.begin(SMALLEST, STRICTER, {}, { mapping }), (error) => error instanceof RulesetError && /ammount/.test(error.message));
  await assert.rejects(Comparison.begin(SMALLEST, STRICTER, { key: 'no' }), (error) => error instanceof RulesetError && error.code === 'settings');
});

test('a ruleset that does not load is told by its side', async () => {
  await assert.rejects(Comparison.begin(SMALLEST, 'format = 1'), (error) => error instanceof RulesetError && error.message.startsWith('the new ruleset'));
});
