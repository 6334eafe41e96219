// The playground's page as a person meets it: bytes of the first load under brotli, time until the first result at a
// quarter of the machine's speed, and time from a key to the result that it changes, for each shipped ruleset. Medians.
//
//     cargo xtask play
//     node benches/js/page.mjs http://localhost:4173/     (in another terminal)

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import process from 'node:process';
import { brotliCompressSync } from 'node:zlib';

const { chromium } = createRequire(new URL('../../playground/package.json', import.meta.url))('@playwright/test');
const [address] = process.argv.slice(2);
const SLOWER = 4;
const LOADS = 5;
const KEYS = 20;
/** For each sample a number of the form that scores, and a value that a last digit makes another one of. */
const SAMPLES = {
  fraud: { field: 'Amount asked for', value: '50000', digit: '0' },
  housing: { field: 'Storeys', value: '12', digit: '2' },
  petition: { field: 'People concerned', value: '120', digit: '0' },
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
await firstLoad();
for (const sample of Object.keys(SAMPLES)) await keys(sample);
await browser.close();

/** What comes over the wire, and when the first result stands there. */
async function firstLoad() {
  const times = [];
  let sizes = [];
  for (let run = 0; run < LOADS; run += 1) {
    const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block', viewport: { width: 1360, height: 860 } });
    const page = await context.newPage();
    const answers = [];
    page.on('response', (response) => answers.push(response));
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const start = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('.standing').waitFor();
    times.push(performance.now() - start);
    if (run === LOADS - 1) sizes = await Promise.all(answers.map(async (it) => [new URL(it.url()).pathname, brotliCompressSync(await it.body()).length]));
    await context.close();
  }
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert(total > 0);
  for (const [name, size] of sizes.sort(([, one], [, other]) => other - one).slice(0, 4)) console.log(`${kilobytes(size)}  ${name}`);
  console.log(`${kilobytes(total)}  first load, brotli`);
  console.log(`${milliseconds(median(times))}  first result, ${SLOWER}x slower`);
}

/** From a key in the form, and from one in the text, to the frame after the result that it changes. */
async function keys(sample) {
  const { field, value, digit } = SAMPLES[sample];
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1360, height: 860 } });
  await page.goto(address);
  await page.getByRole('combobox', { name: 'Sample' }).selectOption(sample);
  await page.locator('.problems', { hasText: 'No problems' }).waitFor();
  // The digests of the receipt are others whenever ruleset or assessment are.
  await page.locator('#results summary', { hasText: 'Receipt' }).click();
  const input = page.getByRole('textbox', { name: field });
  await input.fill(value);
  const form = await typed(page, ['Backspace', digit]);
  await page.locator('.cm-content').click({ position: { x: 60, y: 8 } });
  await page.keyboard.press('End');
  const text = await typed(page, ['x', 'Backspace']);
  console.log(`${milliseconds(form)}  ${sample}: from a key in the form to its result`);
  console.log(`${milliseconds(text)}  ${sample}: from a key in the text to its result`);
  await page.close();
}

async function typed(page, pair) {
  const times = [];
  for (let at = 0; at < KEYS; at += 1) {
    await page.evaluate(() => {
      window.changed = new Promise((resolve) => {
        let start = 0;
        addEventListener('keydown', () => (start = performance.now()), { once: true, capture: true });
        const receipt = document.querySelector('.receipt');
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - start));
        });
        observer.observe(receipt, { subtree: true, childList: true, characterData: true });
      });
    });
    await page.keyboard.press(pair[at % 2]);
    times.push(await page.evaluate(() => window.changed));
  }
  return median(times);
}

function median(values) {
  return [...values].sort((one, other) => one - other)[values.length >> 1];
}

function kilobytes(size) {
  return `${(size / 1000).toFixed(1).padStart(8)} kB`;
}

function milliseconds(time) {
  return `${time.toFixed(1).padStart(8)} ms`;
}
