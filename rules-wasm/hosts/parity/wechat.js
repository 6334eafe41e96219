// The corpus in a WeChat mini-program, emulated: a context with the language alone, `WXWebAssembly` and a path.
// `node wechat.js MODULE CORPUS`.

const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const vm = require('node:vm');
const { brotliCompressSync, constants } = require('node:zlib');
const { run } = require('./corpus.js');

const [path, corpus] = process.argv.slice(2);
/** A mini-program's package has at most this many bytes, and the module counts. */
const PACKAGE_BYTES = 2 * 1024 * 1024;

/** `WXWebAssembly.instantiate` takes a path inside the package, `.wasm` or `.wasm.br`, and imports. */
const WXWebAssembly = {
  async instantiate(name, imports) {
    assert(name.startsWith('/') && name.endsWith('.wasm'), 'a path inside the package');
    const bytes = readFileSync(join(dirname(resolve(path)), name));
    return WebAssembly.instantiate(bytes, imports);
  },
};

/** A page of the mini-program: it requires `host.js` and gives what sends a message. */
const PAGE = `
  const { Shao } = require('./host.js');
  async function open(name) {
    const { instance } = await WXWebAssembly.instantiate(name, {});
    const shao = new Shao(instance.exports);
    return (message) => shao.send(message);
  }
  // What the README shows, with texts that only the host's own UTF-8 can write and read.
  async function sample(name, source) {
    const { instance } = await WXWebAssembly.instantiate(name, {});
    const fraud = new Shao(instance.exports).load(source);
    const assessment = fraud.assess({ narrative: '对方要求转到安全账户𠮷' }, { asOf: '2026-03-02T10:30:00+08:00' });
    return JSON.stringify({ level: assessment.level, text: fraud.render({}, 'citizen', 'zh') });
  }
`;

function page() {
  const context = vm.createContext({ WXWebAssembly }, { codeGeneration: { strings: false, wasm: false } });
  for (const name of ['WebAssembly', 'TextDecoder', 'TextEncoder', 'fetch', 'Buffer', 'process']) {
    vm.runInContext(`delete globalThis.${name}`, context);
    assert.strictEqual(vm.runInContext(`typeof ${name}`, context), 'undefined');
  }
  const source = readFileSync(join(__dirname, '../host.js'), 'utf8');
  const module = vm.runInContext(`(function () { const module = {}; ${source}; return module.exports; })()`, context);
  context.require = (name) => {
    assert.strictEqual(name, './host.js');
    return module;
  };
  vm.runInContext(PAGE, context);
  return context;
}

async function main() {
  const bytes = readFileSync(path);
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  assert(packed.length < PACKAGE_BYTES, 'the module fits a package as `.wasm.br`');
  const name = `/${path.split('/').pop()}`;
  const fraud = readFileSync(join(__dirname, '../../../rulesets/fraud/fraud.toml'), 'utf8');
  const sample = JSON.parse(await page().sample(name, fraud));
  assert(sample.level !== 'low' && sample.text.includes('不是'), JSON.stringify(sample));
  await run(corpus, () => page().open(name));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
