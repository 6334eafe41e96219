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

test('incidents are assessed by both, chunk by chunk, and a moved one has its cause', async () => {
  const run = await Comparison.begin(SMALLEST, STRICTER);
  run.add('{"id": "a", "amount": 4000}\n{"id": "b", "amount": 10}\n');
  assert.strictEqual(run.add('no incident\n'), 3);
  const { movement, leftOut, leftOutLines } = run.result();
  assert.deepStrictEqual([movement.incidents, movement.lowered, leftOut, leftOutLines[0].number], [2, 1, 1, 3]);
  assert.strictEqual(movement.moves[0].causes[0].id, 'large-amount');
  run.dispose();
  assert.throws(() => run.result(), (error) => error instanceof RulesetError && error.code === 'disposed');
});

test('a ruleset that does not load is told by its side', async () => {
  await assert.rejects(Comparison.begin(SMALLEST, 'format = 1'), (error) => error instanceof RulesetError && error.message.startsWith('the new ruleset'));
});
