// What JavaScript has and JSON has no word for.

import assert from 'node:assert';
import { test } from 'node:test';
import { Ruleset, RulesetError } from 'shao-rules';
import { FRAUD, SMALLEST } from './files.mjs';

const smallest = await Ruleset.load(SMALLEST);
const fraud = await Ruleset.load(FRAUD);

const plain = (amount) => smallest.assess({ amount });

test('undefined is absent', () => {
  assert.deepStrictEqual(plain(undefined), smallest.assess({}));
  assert.deepStrictEqual(plain(undefined).open.fields, [{ field: 'amount', state: 'absent' }]);
});

test('null is known to be unknown', () => {
  assert.deepStrictEqual(plain(null).open.fields, [{ field: 'amount', state: 'null' }]);
});

const cycle = [];
cycle.push(cycle);
const ODD = [
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
  [5000n, 'the BigInt 5000'],
  [() => 5000, 'a function'],
  [Symbol('5000'), 'a symbol'],
  [new Date(NaN), 'an invalid date'],
];
for (const [value, told] of ODD) {
  test(`${told} is an input error of its field`, () => {
    const { inputErrors, open, score } = plain(value);
    assert.strictEqual(inputErrors.length, 1);
    assert.strictEqual(inputErrors[0].field, 'amount');
    assert(inputErrors[0].found.includes(told) && !inputErrors[0].found.includes('1e'), inputErrors[0].found);
    assert.deepStrictEqual([open.fields, score], [[{ field: 'amount', state: 'unusable' }], 0]);
  });
}

test('a cycle is cut where it closes', () => {
  const incident = { id: 'A', amount: 5000 };
  incident.self = incident;
  assert.strictEqual(smallest.assess(incident).score, 30);
  assert.strictEqual(plain(cycle).inputErrors[0].field, 'amount');
});

test('the same object twice is no cycle', () => {
  const item = { amount: 1 };
  const twice = fraud.assess({ transfers: [item, item], other: NaN });
  assert.deepStrictEqual(twice.hits, fraud.assess({ transfers: [{ amount: 1 }, { amount: 1 }] }).hits);
});

test('an odd value in an item is an error of that item', () => {
  const { inputErrors } = fraud.assess({ transfers: [{ amount: 1 }, { amount: NaN }] });
  assert.deepStrictEqual(inputErrors.map((it) => it.field), ['transfers[1].amount']);
  assert(inputErrors[0].found.includes('NaN'), inputErrors[0].found);
});

test('an explanation and a text tell of an odd value as an assessment does', () => {
  const explained = JSON.stringify(smallest.explain({ amount: 5000n }));
  assert(explained.includes('the BigInt 5000') && !explained.includes('1e9999'), explained);
  const text = smallest.render(plain(NaN), { audience: 'author' });
  assert(text.includes('NaN') && !text.includes('1e9999'), text);
});

test('an odd value as key is told as what it is', () => {
  assert.strictEqual(smallest.assess({ id: NaN }).key, 'NaN');
});

test('an odd value that no rule reads changes nothing', () => {
  assert.deepStrictEqual(smallest.assess({ amount: 5000, then: () => 1, more: [undefined] }), plain(5000));
});

test('a text that looks like the mark of an odd value stays as it is', () => {
  const { inputErrors } = smallest.assess({ amount: '1e999900', other: NaN });
  assert(inputErrors[0].found.includes('1e999900'), inputErrors[0].found);
});

test('a Date is a date and time, in an incident and as `asOf`', () => {
  const at = new Date('2026-03-02T02:30:00Z');
  const by_date = fraud.assess({ reported_at: at }, { asOf: at });
  assert.deepStrictEqual(by_date, fraud.assess({ reported_at: at.toISOString() }, { asOf: at.toISOString() }));
  assert.strictEqual(by_date.receipt.asOf, '2026-03-02T10:30:00+08:00');
});

test('half of a surrogate pair does not go astray', () => {
  const halves = fraud.assess({ narrative: 'a\ud800b' });
  const line = fraud.assessLines('{"narrative":"a\\ud800b"}\n');
  assert.strictEqual(`${JSON.stringify(halves)}\n`, new TextDecoder().decode(line.bytes));
});

test('what is no object is refused with its reason', () => {
  for (const value of [undefined, null, 5, 'text', [], NaN, 5n, () => 1]) {
    assert.throws(() => smallest.assess(value), (error) => {
      assert(error instanceof RulesetError && error instanceof Error);
      assert.strictEqual(error.code, 'I420');
      assert(error.message.startsWith('expected an object, found `'), error.message);
      assert(!error.message.includes('found `1`'), error.message);
      assert.strictEqual(error.data.expected, 'an object');
      return true;
    });
  }
});

test('under strict an unusable value is refused, and its field named', () => {
  assert.throws(() => smallest.assess({ amount: NaN }, { strict: true }), /`amount`: expected .*, found .*NaN/);
});

test('settings are refused by name, and nothing is changed by that', () => {
  assert.throws(() => smallest.assess({}, { asof: 'now' }), { code: 'settings', message: /unknown field `asof`/ });
  assert.throws(() => smallest.assess({}, { params: { limit: 3 } }), { code: 'I430' });
  assert.throws(() => smallest.assess({}, { params: { limit: NaN } }), { code: 'settings', message: /`limit`/ });
  assert.throws(() => smallest.assess({}, { asOf: new Date(NaN) }), { code: 'settings', message: /invalid date/ });
  assert.strictEqual(plain(5000).score, 30);
});

test('settings that are changed between two calls are read anew', () => {
  const settings = { asOf: new Date('2026-03-02T02:30:00Z') };
  const first = fraud.assess({}, settings);
  settings.asOf.setUTCDate(3);
  assert.notStrictEqual(fraud.assess({}, settings).receipt.asOf, first.receipt.asOf);
  assert.strictEqual(fraud.assess({}).receipt.asOf, null);
  const calendar = { id: 'c', years: [2026], holidays: ['2026-01-01'], workdays: [] };
  const before = fraud.assess({}, { calendar });
  calendar.holidays.push('2026-01-02');
  assert.notStrictEqual(fraud.assess({}, { calendar }).receipt.calendar, before.receipt.calendar);
});
