// Rulesets: loaded, asked, explained, given up.

import assert from 'node:assert';
import { test } from 'node:test';
import { init, Ruleset, RulesetError } from 'shao-rules';
import { FRAUD, read, SMALLEST, text } from './files.mjs';

const TEXT = new TextDecoder();

test('nothing is there before the first load, and it says so', { skip: false }, async () => {
  // Each file of tests is a process of its own.
  assert.throws(() => Ruleset.check(SMALLEST), { code: 'not-ready', message: /await init\(\)/ });
  await init();
  assert.deepStrictEqual(Ruleset.check(SMALLEST), []);
});

test('a ruleset says what it is', async () => {
  const { id, version, languages, levels, digest } = (await Ruleset.load(SMALLEST)).info;
  assert.deepStrictEqual({ id, version, languages, levels }, { id: 'smallest', version: '1.0.0', languages: ['en'], levels: ['low', 'high'] });
  assert.match(digest, /^[0-9a-f]{64}$/);
});

test('a mistake is thrown with its place', async () => {
  await assert.rejects(Ruleset.load(SMALLEST.replace('amount >= 3000', '金额 + amout >= 3000')), (error) => {
    assert(error instanceof RulesetError);
    assert.strictEqual(error.code, 'compile');
    const [{ code, range }] = error.diagnostics;
    assert.match(code, /^E\d+$/);
    const line = SMALLEST.split('\n').findIndex((it) => it.includes('amount >= 3000'));
    assert.strictEqual(range.start.line, line);
    return true;
  });
});

test('places are counted in UTF-16', async () => {
  await init();
  const source = SMALLEST.replace("'amount >= 3000'", "'\"𠮷𠮷\" == amout'");
  const [diagnostic] = Ruleset.check(source, { proofs: false }).filter((it) => it.message.includes('amout'));
  const { start, end } = diagnostic.range;
  assert.strictEqual(source.split('\n')[start.line].slice(start.character, end.character), 'amout');
});

test('two rulesets at once', async () => {
  const [smallest, fraud] = await Promise.all([Ruleset.load(SMALLEST), Ruleset.load(FRAUD)]);
  for (let turn = 0; turn < 3; turn++) {
    assert.strictEqual(smallest.assess({ amount: 5000 }).receipt.ruleset, 'smallest');
    assert.strictEqual(fraud.assess({ amount: 5000 }).receipt.ruleset, fraud.info.id);
  }
});

test('loaded, given up, loaded again', async () => {
  const first = await Ruleset.load(SMALLEST);
  const before = first.assess({ amount: 5000 });
  first.dispose();
  first.dispose();
  for (const call of [
    () => first.assess({}),
    () => first.assessLines('{}'),
    () => first.explain({}),
    () => first.render(before, { audience: 'author' }),
    () => first.schema(),
    () => first.form(),
    () => first.relevance({}),
  ]) {
    assert.throws(call, { name: 'RulesetError', code: 'disposed', message: /`smallest` was disposed of: load it again/ });
  }
  assert.deepStrictEqual((await Ruleset.load(SMALLEST)).assess({ amount: 5000 }), before);
});

test('`Symbol.dispose` gives up as well', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  ruleset[Symbol.dispose]();
  assert.throws(() => ruleset.assess({}), { code: 'disposed' });
});

test('an assessment is rendered, and one from elsewhere is not', async () => {
  const fraud = await Ruleset.load(FRAUD);
  const settings = { asOf: '2026-03-02T10:30:00+08:00' };
  const incident = { narrative: '对方要求把钱转到安全账户' };
  const text = fraud.render(fraud.assess(incident, settings), { audience: 'citizen', locale: 'zh' });
  assert.match(text, /安全账户|不是/);
  assert.strictEqual(fraud.render(incident, { audience: 'citizen', locale: 'zh' }, settings), text);
  const copy = structuredClone(fraud.assess(incident, settings));
  assert.throws(() => fraud.render(copy, { audience: 'citizen' }), { code: 'unknown-assessment', message: /`render\(incident, wish, settings\)`/ });
  const other = await Ruleset.load(SMALLEST);
  assert.throws(() => other.render(fraud.assess(incident), { audience: 'citizen' }), { code: 'unknown-assessment' });
  assert.throws(() => fraud.render(incident, { audience: 'nobody' }, {}), { code: 'message', message: /nobody/ });
  assert.throws(() => fraud.render(incident, { audience: 'author', locale: 'fr' }, {}), { code: 'unknown-language' });
});

test('what a form needs', async () => {
  const fraud = await Ruleset.load(FRAUD);
  assert.strictEqual(fraud.form('en').locale, 'en');
  assert.strictEqual(fraud.form().locale, fraud.info.languages[0]);
  assert.throws(() => fraud.form('fr'), { code: 'unknown-language' });
  assert(fraud.form().sections.flatMap((it) => it.fields).length > 5);
  assert.strictEqual(fraud.schema('en').type, 'object');
  const relevance = fraud.relevance({});
  assert.strictEqual(relevance.length, fraud.form().sections.flatMap((it) => it.fields).length);
});

test('an explanation has the assessment in it', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  const explained = smallest.explain({ amount: 5000 }, {}, { languages: ['en'] });
  assert.deepStrictEqual(explained.assessment, smallest.assess({ amount: 5000 }, { next: true }));
  assert.throws(() => smallest.explain({}, {}, { whyNot: 'no-such-rule' }), { code: 'unknown-rule' });
});

const lines = (count) => Array.from({ length: count }, (_, at) => JSON.stringify({ id: at, amount: at * 7 })).join('\n');

test('lines in steps are the lines at once', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  const input = `${lines(10_000)}\nno incident\n\n{}`;
  const once = smallest.assessLines(input);
  assert.deepStrictEqual([once.lines, once.rejected, once.next], [10_003, 2, Buffer.byteLength(input)]);
  assert.strictEqual(TEXT.decode(once.bytes).split('\n').length, 10_004);
  const steps = [...smallest.steps(input, undefined, { maxLines: 999 })];
  assert.strictEqual(steps.length, 11);
  assert(steps.every((it) => it.lines <= 999));
  assert.strictEqual(steps.map((it) => TEXT.decode(it.bytes)).join(''), TEXT.decode(once.bytes));
  assert.match(TEXT.decode(once.bytes), /\n\{"key":10003,"score":0/, 'numbers run on over steps');
});

test('what is asked for in a wrong way is refused', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  for (const maxLines of [0, -1, 1.5, NaN, '2']) {
    assert.throws(() => smallest.assessLines('{}', {}, { maxLines }), { code: 'message', message: /`maxLines` is .*: expected a whole number from 1/ });
    assert.throws(() => [...smallest.steps('{}', {}, { maxLines })], { code: 'message' });
  }
  assert.throws(() => smallest.assessLines('{}', {}, { first: -1 }), { code: 'message', message: /`first`/ });
  assert.throws(() => smallest.render({}, { audience: 'author', local: 'en' }, {}), { code: 'message', message: /unknown field `local`/ });
  assert.throws(() => smallest.render({}, {}, {}), { code: 'message', message: /`audience`/ });
  assert.throws(() => smallest.explain({}, {}, { audience: 'author' }), { code: 'message', message: /unknown field `audience`/ });
});

test('no bytes are no lines; bytes that are not UTF-8 are one', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  assert.deepStrictEqual(smallest.assessLines('').lines, 0);
  const { bytes } = smallest.assessLines(new Uint8Array([0x7b, 0xff, 0x7d]));
  assert.strictEqual(JSON.parse(TEXT.decode(bytes)).error.code, 'I421');
  await assert.rejects(Ruleset.load(''), { code: 'compile' });
  await assert.rejects(Ruleset.load(new Uint8Array([0xff, 0xfe])), { code: 'compile' });
});

test('a line of 100 MB is refused, and the next one is not', async () => {
  const smallest = await Ruleset.load(SMALLEST);
  const long = new Uint8Array(100_000_000).fill(0x20);
  const { bytes, rejected } = smallest.assessLines(long);
  assert.strictEqual(rejected, 1);
  assert.match(TEXT.decode(bytes), /"code":"I422".*100000000 bytes/);
  assert.throws(() => smallest.assess({ narrative: 'x'.repeat(50_000_000) }), { code: 'I422' });
  await assert.rejects(Ruleset.load(long), { code: 'compile' });
  assert.strictEqual(smallest.assess({ amount: 5000 }).score, 30);
});

test('damaged packs are refused', async () => {
  const pack = read(process.env.SHAO_PACK);
  assert.strictEqual((await Ruleset.load(pack)).info.id, 'fraud');
  for (const damage of [pack.subarray(0, 4), pack.subarray(0, pack.length - 1), pack.with(100, pack[100] ^ 1)]) {
    await assert.rejects(Ruleset.load(damage), { code: 'P603' });
  }
  await assert.rejects(Ruleset.load(pack.with(4, 99)), { code: 'P602' });
});

test('a pack answers as its source does', async () => {
  const pack = await Ruleset.load(read(process.env.SHAO_PACK));
  const source = await Ruleset.load(FRAUD);
  const cases = text('rulesets/fraud/cases.jsonl').trim().split('\n').map((line) => JSON.stringify(JSON.parse(line).incident));
  const [of_pack, of_source] = [pack, source].map((it) => TEXT.decode(it.assessLines(cases.join('\n'), { next: true }).bytes));
  assert.strictEqual(of_pack, of_source);
});
