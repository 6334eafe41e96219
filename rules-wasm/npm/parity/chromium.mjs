// The corpus in Chromium, by the npm package: `chromium.mjs CORPUS`, in a project that has the package.

import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { browser, serve } from '../test/chromium.mjs';

const [corpus] = process.argv.slice(2);
const server = await serve({ project: fileURLToPath(new URL('..', import.meta.url)), corpus });
const chromium = await browser();
const page = await chromium.newPage();
page.on('console', (message) => console.log(message.text()));
// Any file of the server is a page that can load the others.
await page.goto(`${server.origin}/corpus/index.json`);
await page.evaluate(async () => {
  const { Ruleset } = await import('/project/node_modules/shao-rules/browser/index.js');
  const { put } = await import('/project/parity/corpus.mjs');
  const read = async (name) => new Uint8Array(await (await fetch(`/corpus/${name}`)).arrayBuffer());
  await put(Ruleset, read, (told) => console.log(JSON.stringify(told)));
});
await chromium.close();
server.close();
