// The corpus in Chromium, by the npm package: `npm_chromium.mjs PROJECT CORPUS`, the package installed in PROJECT.

import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [project, corpus] = process.argv.slice(2);
const { browser, serve } = await import(pathToFileURL(join(resolve(project), 'test/chromium.mjs')).href);

const rules_wasm = fileURLToPath(new URL('../..', import.meta.url));
const server = await serve({ project: resolve(project), corpus: resolve(corpus), 'rules-wasm': rules_wasm });
const chromium = await browser();
const page = await chromium.newPage();
page.on('console', (message) => console.log(message.text()));
await page.goto(`${server.origin}/project/empty.html`);
await page.evaluate(async () => {
  const { Ruleset } = await import('/project/node_modules/shao-rules/browser/index.js');
  const { put } = await import('/rules-wasm/hosts/parity/package.mjs');
  const read = async (name) => new Uint8Array(await (await fetch(`/corpus/${name}`)).arrayBuffer());
  await put(Ruleset, read, (told) => console.log(JSON.stringify(told)));
});
await chromium.close();
server.close();
