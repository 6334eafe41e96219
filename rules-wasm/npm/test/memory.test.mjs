// A million incidents through one instance, in each of the ways.

import assert from 'node:assert';
import { test } from 'node:test';
import { Ruleset } from 'shao-rules';
import { SMALLEST } from './files.mjs';

/** The memory of the one instance; its maker is watched for it. */
let memory;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  memory = (made.instance ?? made).exports.memory;
  return made;
};

test('a million incidents need no more memory than a thousand', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  const incident = (number) => ({ id: number, amount: number % 9000, narrative: '安全账户'.repeat(number % 50) });
  const batch = Array.from({ length: 1000 }, (_, number) => JSON.stringify(incident(number))).join('\n');
  const thousand = () => {
    for (let number = 0; number < 250; number++) smallest.assess(incident(number));
    smallest.assess({ amount: NaN });
    smallest.render({ amount: 5000 }, { audience: 'citizen' }, {});
    return smallest.assessLines(batch).lines + 250;
  };
  let done = thousand();
  const { byteLength } = memory.buffer;
  while (done < 1_000_000) done += thousand();
  assert.strictEqual(memory.buffer.byteLength, byteLength);
});

test('rulesets that were given up leave their room', async () => {
  const load = async () => (await Ruleset.load(SMALLEST)).dispose();
  for (let turn = 0; turn < 20; turn++) await load();
  const { byteLength } = memory.buffer;
  for (let turn = 0; turn < 500; turn++) await load();
  assert.strictEqual(memory.buffer.byteLength, byteLength);
});
