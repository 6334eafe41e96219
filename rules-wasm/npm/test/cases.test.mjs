// Cases and proofs: what an author tests, and what holds of all incidents.

import assert from 'node:assert';
import { test } from 'node:test';
import { caseOf, init, prove, RulesetError, runCases } from 'shao-rules';
import { SMALLEST } from './files.mjs';

const asOf = '2026-03-02T10:30:00+08:00';

test('an incident is saved as a case, which passes until the ruleset is another', async () => {
  await init();
  const saved = caseOf(SMALLEST, '{"amount": 3000}', { asOf }, '“大额”\n', 'toml');
  const more = `${SMALLEST}\n${saved}`;
  assert.strictEqual(runCases(more).passed, 1);
  const [ran] = runCases(more.replace('points = 30', 'points = 20')).cases;
  assert.strictEqual(ran.name, '“大额”\n');
  assert.deepStrictEqual(ran.differences.map(({ text }) => text.en), [
    'score: expected 30, found 20', 'level: expected high, found low', 'level up to: expected high, found low',
  ]);
});

test('what TOML cannot say is told in both languages, and stands in a line', async () => {
  await init();
  assert.throws(() => caseOf(SMALLEST, '{"amount": null}', { asOf }, 'asked', 'toml'), (error) =>
    error instanceof RulesetError && error.code === 'case' && error.data.zh.includes('null'));
  const line = caseOf(SMALLEST, '{"amount": null}', { asOf }, 'asked', 'line');
  const report = runCases(SMALLEST, `nothing\n${line}`);
  assert.deepStrictEqual([report.passed, report.unusable[0].place], [1, { in: 'lines', line: 1 }]);
});

test('a property that fails has an incident that shows it', async () => {
  await init();
  const report = prove(`${SMALLEST}\n[[property]]\nname = "never high"\nalways = 'amount > 0'\nlevel_up_to = "low"\n`);
  assert.deepStrictEqual(report.properties[0].incidents.map(({ incident }) => incident), [{ amount: 3000 }]);
  assert.throws(() => prove('format = 1'), (error) => error.code === 'compile');
});
