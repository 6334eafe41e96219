// The language service: what an editor asks.

import assert from 'node:assert';
import { test } from 'node:test';
import { Language, RulesetError } from 'shao-rules';
import { SMALLEST } from './files.mjs';

/** The place just before a part of a text. */
function place(text, part, more = 0) {
  const before = text.slice(0, text.indexOf(part) + more).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

function applied(text, edits) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const at = ({ line, character }) => starts[line] + character;
  const backwards = [...edits].sort((a, b) => at(b.range.start) - at(a.range.start));
  return backwards.reduce((it, { range, text: put }) => it.slice(0, at(range.start)) + put + it.slice(at(range.end)), text);
}

test('a text at work is completed, told and led back to its definitions', async () => {
  const text = SMALLEST.replace("'amount >= 3000'", "'am'");
  const language = await Language.open(SMALLEST);
  language.update(text);
  const [offer] = language.complete(place(text, "'am'", 3), 'en');
  assert.deepStrictEqual([offer.label, offer.kind, offer.info], ['amount', 'name', 'Amount']);
  assert.strictEqual(applied(text, [offer.edit]), SMALLEST.replace(' >= 3000', ''));
  language.update(SMALLEST);
  const at = place(SMALLEST, 'amount >= 3000');
  assert.strictEqual(language.hover(at, 'en').detail, 'field · number · CNY · 0 … ');
  assert.deepStrictEqual(language.definition(at).start, place(SMALLEST, 'amount]'));
  assert.strictEqual(language.references(at).length, 3);
  assert.strictEqual(language.hover({ line: 999, character: 0 }, 'en'), undefined);
});

test('a new name is put in everywhere, or refused with the reason', async () => {
  const language = await Language.open(SMALLEST);
  const at = place(SMALLEST, 'amount >= 3000');
  assert.strictEqual(applied(SMALLEST, language.rename(at, 'sum')), SMALLEST.replaceAll('amount]', 'sum]').replace('amount >=', 'sum >=').replace('${amount}', '${sum}'));
  assert.throws(() => language.rename(at, 'Sum'), (error) => error instanceof RulesetError && error.code === 'rename');
});

test('the text has its ruleset while it compiles', async () => {
  const language = await Language.open(SMALLEST);
  assert.strictEqual(language.ruleset().assess({ amount: 5000 }).score, 30);
  language.update(SMALLEST.replace('amount >=', 'amout >='));
  assert.strictEqual(language.ruleset(), undefined);
  const [mistake] = language.diagnostics();
  assert.deepStrictEqual([mistake.code, mistake.fix.replacement], ['E201', 'amount']);
});

test('colours stand in UTF-16 and the outline has what the file has', async () => {
  const language = await Language.open(`# 𠮷\n${SMALLEST}`);
  const [comment, key] = language.tokens();
  assert.deepStrictEqual([comment, key], [{ from: 0, to: 4, kind: 'comment' }, { from: 5, to: 11, kind: 'key' }]);
  assert.deepStrictEqual(language.outline('zh').map((it) => it.section), ['ruleset', 'source', 'field', 'rule', 'level', 'level']);
  assert.deepStrictEqual(language.tidy(), []);
});

test('what was given up says so', async () => {
  const language = await Language.open(SMALLEST);
  language.dispose();
  assert.throws(() => language.diagnostics(), { code: 'disposed' });
});
