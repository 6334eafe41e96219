// The two ways of an incident: as numbers where its values are plain, as JSON where they are not. Both say the same.

import assert from 'node:assert';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Ruleset } from 'shao-rules';
import { FRAUD, list, SMALLEST, text } from './files.mjs';

const HOUSING = text('rulesets/housing/housing.toml');
const PETITION = text('rulesets/petition/petition.toml');
const AS_OF = '2026-03-02T10:30:00+08:00';

/** The same members in an object that only JSON is made of. */
const forJson = (incident) => Object.create({}, Object.getOwnPropertyDescriptors(incident));

/** What comes of an incident: its assessment, or the error that was thrown. */
function outcome(ruleset, incident, settings) {
  try {
    const assessment = ruleset.assess(incident, settings);
    return { json: JSON.stringify(assessment), data: structuredClone(assessment) };
  } catch (error) {
    return { code: error.code, message: error.message, data: error.data };
  }
}

function mustAgree(ruleset, incident, settings) {
  assert.deepStrictEqual(outcome(ruleset, incident, settings), outcome(ruleset, forJson(incident), settings), inspect(incident));
}

/** Numbers from a seed, the same in every run. */
function dice(seed) {
  let state = seed;
  const below = (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  return { below, of: (all) => all[below(all.length)] };
}

const NUMBERS = [0, -0, 1, -1, 0.1, 3000, 12.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, 2 ** 53 + 2, 2 ** 63, -(2 ** 63), 123456789.123, NaN, Infinity];
const TEXTS = ['', 'a', '安全账户', 'none', '2026-03-01', '2026-02-30', AS_OF, '3d', 'P3D', 'true', '"', '\\', '\n\u0000\u2028', '\ufeff', '\ud800', 'a\udc00b', '😀', 'x'.repeat(47), 'é'.repeat(49), '转账'.repeat(2000), 'y'.repeat(70_000)];
const KEYS = ['A-1', '', '\\', '编号 7', 'k'.repeat(168), 'k'.repeat(169), 7, -0, 2 ** 53, -7, 1.5, null, true, undefined];
const ODD = [undefined, null, true, false, [], ['a'], [{}], [{ amount: 1 }], {}, { deep: 1 }, 5n, Symbol('s'), () => 1, new Date(NaN), new Date(0), new String('a'), { toJSON: () => 5 }];

/** A value that a field takes, by its schema. */
function fitting({ type = [], oneOf = [], anyOf = [], minimum = 0, maximum = 100_000 }, random) {
  if (oneOf.length > 0) return random.of(oneOf).const ?? null;
  const { format } = anyOf[0] ?? {};
  if (format === 'date') return random.of(['2026-02-14', '2026-02-28', '2025-12-01', 'none', '0001-01-01', '9999-12-31']);
  if (format === 'date-time') return random.of([AS_OF, '2026-02-27T08:00:00Z', 'none']);
  switch (type[0]) {
    case 'boolean':
      return random.below(2) === 1;
    case 'integer':
      return minimum + random.below(maximum - minimum + 1);
    case 'number':
      return minimum + random.below((maximum - minimum) * 100) / 100;
    case 'string':
      return random.of(TEXTS);
    default:
      return null;
  }
}

/** Values that a field takes, and now and then another one. */
function value(schema, random) {
  return random.below(40) > 0 ? fitting(schema, random) : random.of([...ODD, ...NUMBERS, ...TEXTS]);
}

function incident(schema, random) {
  const names = Object.keys(schema.properties);
  const made = {};
  for (let left = random.below(Math.min(names.length, 30) + 4); left > 0; left--) {
    const name = random.below(40) > 0 ? random.of(names) : random.of(['id', 'other', 'narative', 'amout', '__proto__', '7', 'toJSON', 'constructor', 'k\ud800']);
    const given = name === 'id' ? random.of(random.below(4) > 0 ? KEYS : [...NUMBERS, ...TEXTS, ...ODD]) : value(schema.properties[name] ?? {}, random);
    Object.defineProperty(made, name, { value: given, enumerable: true, configurable: true, writable: true });
  }
  return made;
}

for (const [name, source] of Object.entries({ SMALLEST, FRAUD, HOUSING, PETITION })) {
  test(`odd objects are assessed as their JSON is: ${name}`, async () => {
    const ruleset = await Ruleset.load(source);
    const schema = ruleset.schema();
    const random = dice(5);
    for (const settings of [{}, { asOf: AS_OF, calendar: 'weekdays' }, { asOf: AS_OF, strict: true }, { key: 'other' }, { asOfField: 'reported_at' }]) {
      for (let turn = 0; turn < 200; turn++) mustAgree(ruleset, incident(schema, random), settings);
    }
    mustAgree(ruleset, {}, { bounds: true });
    mustAgree(ruleset, {}, { next: true });
  });
}

test('an incident that the ruleset was never in force for is told of as JSON tells of it', async () => {
  const ruleset = await Ruleset.load(HOUSING);
  mustAgree(ruleset, { id: 'A' }, { asOf: '1990-01-01T00:00:00Z' });
});

test('an incident of plain values is assessed without JSON, and one that is not is not', async () => {
  const ruleset = await Ruleset.load(FRAUD);
  const settings = { asOf: AS_OF };
  const plain = { id: 'A-1', amount_asked: 5000, narrative: '对方要求把钱转到安全账户', reported_at: AS_OF, other: 'more', gone: undefined };
  const before = ruleset.assess(plain, settings);
  const { parse, stringify } = JSON;
  const forbidden = () => assert.fail('there is JSON');
  Object.assign(JSON, { parse: forbidden, stringify: forbidden });
  try {
    assert.deepStrictEqual(ruleset.assess(plain, settings), before);
    assert.throws(() => ruleset.assess({ ...plain, amount_asked: 'much' }, settings), /there is JSON/);
  } finally {
    Object.assign(JSON, { parse, stringify });
  }
});

test('an assessment is its own: who changes it changes no other', async () => {
  const ruleset = await Ruleset.load(FRAUD);
  const assess = () => ruleset.assess({ amount_asked: 300_000 }, { asOf: AS_OF });
  const [first, expected] = [assess(), structuredClone(assess())];
  ruleset.assess({ screen_shared: true }, { asOf: AS_OF });
  assert.deepStrictEqual(structuredClone(first), expected);
  first.hits.forEach((hit) => (hit.id = 'changed'));
  first.open.fields.length = 0;
  first.open.rules.forEach((rule) => rule.waitsFor.push('changed'));
  first.deadlines.forEach((deadline) => (deadline.state = 'changed'));
  Object.assign(first.ceiling, { score: -1, level: 'changed' });
  first.inputErrors.push('changed');
  assert.deepStrictEqual(structuredClone(assess()), expected);
});

test('an incident that is changed after it was assessed is rendered as it was', async () => {
  const ruleset = await Ruleset.load(FRAUD);
  const incident = { amount_asked: 300_000, narrative: '安全账户' };
  const assessment = ruleset.assess(incident);
  const text = ruleset.render(assessment, { audience: 'author' });
  Object.assign(incident, { amount_asked: 0, narrative: '' });
  assert.strictEqual(ruleset.render(assessment, { audience: 'author' }), text);
});

test('an assessment is rendered even if a member that no field has is odd', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  const cycle = {};
  cycle.self = cycle;
  const expected = ruleset.render(ruleset.assess({ amount: 5000 }), { audience: 'author' });
  for (const other of [5n, Symbol('s'), () => 1, cycle, new Date(NaN), 'x'.repeat(5000)]) {
    assert.strictEqual(ruleset.render(ruleset.assess({ amount: 5000, other }), { audience: 'author' }), expected);
  }
});

test('objects of other kinds are what their JSON is', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  const withAmount = (object) => Object.assign(object, { amount: 5000 });
  class Report {
    amount = 5000;
  }
  class Told {
    amount = 1;
    toJSON() {
      return { amount: 5000 };
    }
  }
  for (const object of [new Report(), new Told(), withAmount(new Map()), withAmount(Object.create(null))]) {
    assert.strictEqual(ruleset.assess(object).score, 30);
  }
  for (const object of [withAmount([]), withAmount(new Number(5)), withAmount(new String('text')), withAmount(new Date(0))]) {
    assert.throws(() => ruleset.assess(object), { code: 'I420' });
  }
});

test('what all objects inherit is no member', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  Object.prototype.amount = 5000;
  try {
    assert.strictEqual(ruleset.assess({}).score, 0);
  } finally {
    delete Object.prototype.amount;
  }
});

test('a getter that assesses another incident under other settings does no harm', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  const incident = {
    get amount() {
      return ruleset.assess({ amount: 1 }, { key: 'name', asOf: AS_OF }).score + 5000;
    },
  };
  const { score, receipt } = ruleset.assess(incident, {});
  assert.deepStrictEqual([score, receipt.asOf], [30, null]);
});

test('names that differ from incident to incident are passed over all the same', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  for (let number = 0; number < 300; number++) mustAgree(ruleset, { amount: 5000, [`other_${number}`]: number }, {});
});

test('receipts follow the settings', async () => {
  const ruleset = await Ruleset.load(SMALLEST);
  for (const asOf of [AS_OF, undefined, '2026-03-03T00:00:00+08:00', AS_OF]) {
    const [plain, json] = [{ amount: 1 }, forJson({ amount: 1 })].map((it) => ruleset.assess(it, { asOf }).receipt);
    assert.deepStrictEqual(plain, json);
    assert(Object.isFrozen(plain) && Object.isFrozen(plain.params));
  }
});

test('all example incidents are assessed alike in both ways', async () => {
  for (const name of ['fraud', 'housing', 'petition']) {
    const ruleset = await Ruleset.load(text(`rulesets/${name}/${name}.toml`));
    for (const file of list(`rulesets/${name}`).filter((it) => it.endsWith('.jsonl'))) {
      for (const line of text(file).trim().split('\n')) {
        const { incident, ...own } = JSON.parse(line);
        mustAgree(ruleset, incident ?? own, { asOf: AS_OF, calendar: 'weekdays' });
      }
    }
  }
});
