// What a host may do wrong, and what it may ask too much of: errors and not traps; after a trap, an error that says so.
// `node edges.js MODULE`.

const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Shao, ShaoError } = require('../host.js');

const compiled = new WebAssembly.Module(readFileSync(process.argv[2]));
const source = readFileSync(join(__dirname, '../../../rules-core/doc/smallest.toml'), 'utf8');
const instance = () => new WebAssembly.Instance(compiled, {}).exports;
const refused = (code, act) => assert.throws(act, (error) => error instanceof ShaoError && error.code === code);
const HUGE = 100 * 1000 * 1000;

assert.strictEqual(WebAssembly.Module.imports(compiled).length, 0, 'no imports');

// Two rulesets at once, use after they were given up, and load again.
const shao = new Shao(instance());
const [one, two] = [shao.load(source), shao.load(source)];
assert.strictEqual(one.assess({ amount: 5000 }).level, 'high');
one.unload();
refused('unknown-ruleset', () => one.assess({}));
refused('unknown-ruleset', () => one.unload());
assert.strictEqual(two.assess({}).level, 'low');
assert.strictEqual(shao.load(source).number, 3);

// All that a ruleset offers.
assert.strictEqual(two.schema('en').properties.amount.minimum, 0);
assert.strictEqual(two.form().sections[0].fields[0].name, 'amount');
assert.deepStrictEqual(two.relevance({}), [{ field: 'amount', relevant: true }]);
assert.strictEqual(two.explain({ amount: 5000 }).assessment.level, 'high');
assert(two.render({}, 'citizen', 'en').includes('not a probability'));
assert.deepStrictEqual(shao.check(source), []);

// 100 MB of everything.
const huge = new Uint8Array(HUGE).fill(0x20);
refused('message', () => shao.ask({ op: 'x'.repeat(2 * 1024 * 1024) }));
refused('compile', () => shao.load(huge));
assert.strictEqual(two.assess(huge).error.code, 'I422');
const blank = shao.ask({ op: 'assessLines', ruleset: two.number }, new Uint8Array(HUGE).fill(10));
assert(blank.header.next > 0 && blank.header.next < HUGE, 'a batch stops by itself');
assert.strictEqual(two.assess(`{"x":${'['.repeat(1e6)}${']'.repeat(1e6)}}`).level, 'low', 'nested deeply');

// As deep as a ruleset may be, and deeper: answers and errors, for which the stack suffices.
const deep = (fields, when) =>
  `${source}[field.b]\ntype = "bool"\ntitle = "B"\n${fields}[[rule]]\nid = "deep"\nwhen = '${when}'\n` +
  'points = 30\nreason = "R"\nbasis = "handbook"\n';
const ifs = (count) => 'if b { '.repeat(count) + 'b' + ' } else { b }'.repeat(count);
const features = (count) =>
  '[feature]\nf0 = "amount + 1"\n' + [...Array(count).keys()].map((n) => `f${n + 1} = "f${n} + amount"\n`).join('');
for (const text of [deep('', ifs(30)), deep(features(89), 'f89 > 10')]) {
  const ruleset = shao.load(text);
  assert.strictEqual(ruleset.assess({}, { next: true }).ceiling.level, 'high');
  assert(ruleset.render({}, 'author', 'en').length > 0);
  ruleset.unload();
}
refused('compile', () => shao.load(deep('', `${'('.repeat(2000)}b${')'.repeat(2000)}`)));
refused('compile', () => shao.load(deep(features(5000), 'f5000 > 10')));
refused('compile', () => shao.load(`${source}x = ${'['.repeat(1e6)}`));

// Wrong calls of the ABI itself.
const { alloc, call, free, memory } = shao.exports;
const answer = (response) => {
  const length = new DataView(memory.buffer).getUint32(response >>> 0, true);
  return Buffer.from(memory.buffer, (response >>> 0) + 4, length).toString();
};
for (const [block, length] of [[0, 0], [-1, -1], [123, 7], [alloc(8), 9]]) {
  assert(answer(call(block, length)).includes('"code":"block"'));
}
assert.strictEqual(alloc(-1), 0, 'no room');
assert.deepStrictEqual([free(0), free(-1), free(77)], [0, 0, 0]);
assert.strictEqual(two.assess({ amount: 5000 }).level, 'high');

// No growth: as many lines again need no more memory than the first ones did.
const lines = Buffer.from('{"amount": 5000}\n{}\nno incident\n'.repeat(4000));
two.assessLines(lines);
const before = memory.buffer.byteLength;
for (let round = 0; round < 5; round += 1) two.assessLines(lines);
assert.strictEqual(memory.buffer.byteLength, before);

// Without room: `alloc` gives 0; a call that needs some traps, and every later one says so.
const full = new Shao(instance());
const small = full.load(source);
const message = Buffer.from(`{"v":1,"op":"assess","ruleset":${small.number}}\n{}`);
const block = full.exports.alloc(message.length);
for (let size = 1 << 30; size >= 1; size >>= 1) while (full.exports.alloc(size) !== 0);
refused('no-room', () => small.assess({}));
new Uint8Array(full.exports.memory.buffer).set(message, block);
assert.throws(() => full.exports.call(block, message.length), WebAssembly.RuntimeError);
const last = full.exports.call(block, message.length) >>> 0;
const length = new DataView(full.exports.memory.buffer).getUint32(last, true);
const told = JSON.parse(Buffer.from(full.exports.memory.buffer, last + 4, length));
assert.strictEqual(told.error.code, 'trapped');
assert.strictEqual(full.exports.alloc(1), 0);

console.log('every wrong call was answered');
