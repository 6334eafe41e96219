// An engine that ends in a trap, as only a lack of memory or a mistake of ours can make it: emulated in the first instance.

import assert from 'node:assert';
import { test } from 'node:test';
import { Ruleset } from 'shao-rules';
import { SMALLEST } from './files.mjs';

const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (module, imports) => {
  const { exports } = await instantiate(module, imports);
  const engine_assess = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  return { instance: { exports: { ...exports, engine_assess, engine_assessMembers: engine_assess } }, module };
};

test('a trap is an error, and a new instance takes the place of the old one', async () => {
  const [first, second] = [await Ruleset.load(SMALLEST), await Ruleset.load(SMALLEST)];
  assert.throws(() => first.assess({ amount: 5000 }), { name: 'RulesetError', code: 'trapped', message: /load the rulesets again/ });
  for (const lost of [first, second]) {
    assert.throws(() => lost.assess({}), { code: 'trapped', message: /`smallest` was lost in a trap: load it again/ });
    lost.dispose();
  }
  const again = await Ruleset.load(SMALLEST);
  assert.strictEqual(again.assess({ amount: 5000 }).score, 30);
  assert.strictEqual(again.assessLines('{"amount":5000}').lines, 1);
});
