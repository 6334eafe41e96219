// The packed package, installed: in Node both ways, bundled, on pages, and under TypeScript.

import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, serve } from './chromium.mjs';
import { FRAUD, SMALLEST, TOP } from './files.mjs';

const PROJECT = process.cwd();
const PACKAGE = join(PROJECT, 'node_modules/shao-rules');
const run = (name, ...given) => execFileSync(process.execPath, [join(PROJECT, 'node_modules', name), ...given], { encoding: 'utf8' });
const write = (name, text) => {
  const path = join(PROJECT, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};

/** What every host runs: the level of an incident. */
const PROGRAM = `
const smallest = await Ruleset.load(${JSON.stringify(SMALLEST)});
const level = smallest.assess({ amount: 5000 }).level;
`;
const ON_PAGE = `import { Ruleset } from 'shao-rules';\n${PROGRAM}\ndocument.title = level;`;
const PAGE = '<!doctype html><title>waiting</title>';

let chromium;
let server;
before(async () => {
  chromium = await browser();
  server = await serve({ project: PROJECT });
});
after(async () => {
  await chromium.close();
  server.close();
});

/** The title that a page comes to, and the files that it asked for. */
async function title(path, waiting = 'waiting') {
  const page = await chromium.newPage();
  const asked = [];
  const wrong = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('pageerror', (error) => wrong.push(String(error)));
  await page.goto(`${server.origin}/project/${path}`);
  await page.waitForFunction((it) => document.title !== it, waiting).catch((error) => assert.fail(`${error}\n${wrong.join('\n')}`));
  const told = { title: await page.title(), text: await page.textContent('body'), asked };
  await page.close();
  return told;
}

test('a page scores an incident in five lines', async () => {
  const source = readFileSync(join(PROJECT, 'examples/page.html'), 'utf8');
  assert.strictEqual(source.match(/<script[^]*<\/script>/)[0].trim().split('\n').length, 2 + 5);
  write('page.html', source);
  write('fraud.toml', FRAUD);
  const { title: level, text, asked } = await title('page.html', 'Scores an incident');
  assert.match(level, /^\d+: [a-z]+$/);
  assert.match(text, /安全账户|不是/);
  assert(asked.some((path) => path.endsWith('/shao.wasm')), 'the module is a file');
  assert(!asked.some((path) => path.endsWith('/packed.js')), 'and the one in the code is not loaded');
});

test('import in Node', () => {
  const file = write('import.mjs', `import { Ruleset } from 'shao-rules';\n${PROGRAM}\nconsole.log(level);`);
  assert.strictEqual(execFileSync(process.execPath, [file], { encoding: 'utf8' }), 'high\n');
});

test('require in Node, and it is the same as by import', () => {
  const file = write('require.cjs', `
    const { Ruleset, RulesetError } = require('shao-rules');
    (async () => {${PROGRAM}
      const again = await import('shao-rules');
      console.log(level, again.Ruleset === Ruleset, again.RulesetError === RulesetError);
    })();`);
  assert.strictEqual(execFileSync(process.execPath, [file], { encoding: 'utf8' }), 'high true true\n');
});

test('importing alone loads nothing', () => {
  const file = write('nothing.mjs', `
    const { compile, instantiate, Module } = WebAssembly;
    WebAssembly.compile = WebAssembly.instantiate = WebAssembly.Module = () => { throw new Error('loaded'); };
    await import('shao-rules');
    console.log('nothing');`);
  assert.strictEqual(execFileSync(process.execPath, [file], { encoding: 'utf8' }), 'nothing\n');
});

test('a host that brings its own module', () => {
  const file = write('own.mjs', `
    import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    import { init, Ruleset } from 'shao-rules';
    await init(new Uint8Array([0])).catch((error) => console.log(error.name));
    await init(new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('shao-rules/shao.wasm'))));
    ${PROGRAM}\nconsole.log(level);`);
  assert.strictEqual(execFileSync(process.execPath, [file], { encoding: 'utf8' }), 'CompileError\nhigh\n');
});

test('Vite', async () => {
  write('vite/index.html', `${PAGE}<script type="module" src="./main.js"></script>`);
  write('vite/main.js', ON_PAGE);
  run('vite/bin/vite.js', 'build', join(PROJECT, 'vite'), '--base', './', '--outDir', 'dist', '--logLevel', 'error');
  const { title: level, asked } = await title('vite/dist/index.html');
  assert.strictEqual(level, 'high');
  assert(asked.some((path) => path.endsWith('.wasm')), `the module is a file of its own: ${asked}`);
});

test('esbuild, for pages and for Node', async () => {
  write('esbuild/main.js', ON_PAGE);
  write('esbuild/index.html', `${PAGE}<script type="module" src="./bundle.js"></script>`);
  const esbuild = join(PROJECT, 'node_modules/esbuild/bin/esbuild');
  const bundle = (...given) => execFileSync(esbuild, ['--bundle', '--log-level=error', ...given], { cwd: join(PROJECT, 'esbuild') });
  bundle('main.js', '--format=esm', '--outfile=bundle.js');
  assert.strictEqual((await title('esbuild/index.html')).title, 'high');
  write('esbuild/node.js', ON_PAGE.replace('document.title = level', 'console.log(level)'));
  bundle('node.js', '--platform=node', '--format=esm', '--outfile=node_bundle.mjs', "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;");
  assert.strictEqual(execFileSync(process.execPath, [join(PROJECT, 'esbuild/node_bundle.mjs')], { encoding: 'utf8' }), 'high\n');
});

test("the README's examples, under the strictest types", () => {
  for (const name of ['README.md', 'README.zh.md']) {
    const blocks = [...readFileSync(join(PACKAGE, name), 'utf8').matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
    assert(blocks.length > 0, name);
    blocks.forEach((code, number) => write(`types/${name}.${number}.mts`, code));
  }
  write('types/require.cts', `
    import shao = require('shao-rules');
    export const load: Promise<shao.Ruleset> = shao.Ruleset.load('');`);
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom,esnext.disposable'];
  const files = readdirSync(join(PROJECT, 'types')).map((name) => join(PROJECT, 'types', name));
  const checked = (...more) => {
    try {
      run('typescript/bin/tsc', ...strict, ...more);
    } catch (error) {
      assert.fail(error.stdout);
    }
  };
  checked('--module', 'node16', ...files);
  checked('--module', 'es2022', '--moduleResolution', 'bundler', ...files.filter((it) => it.endsWith('.mts')));
});

test('no type is any', () => {
  for (const folder of ['browser', 'node', 'workerd']) {
    for (const name of readdirSync(join(PACKAGE, folder)).filter((it) => it.endsWith('.d.ts'))) {
      const code = readFileSync(join(PACKAGE, folder, name), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
      assert(!/\bany\b/.test(code), `${folder}/${name}`);
    }
  }
});

test('what is published', () => {
  const { name, version, license, sideEffects, dependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  assert.deepStrictEqual({ name, license, sideEffects, dependencies }, { name: 'shao-rules', license: 'MIT OR Apache-2.0', sideEffects: false, dependencies: undefined });
  assert(readFileSync(join(TOP, 'Cargo.toml'), 'utf8').includes(`version = "${version}"`));
  const files = readdirSync(PACKAGE);
  for (const file of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'shao.wasm']) assert(files.includes(file), file);
});
