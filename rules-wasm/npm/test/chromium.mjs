// Chromium, and a server of files for its pages.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

/** Quiet, and without a word to anyone. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const KINDS = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A browser. */
export function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** Serves folders, each under its name; anything else is not there. */
export async function serve(folders) {
  const server = createServer(async (request, response) => {
    const [, name, ...rest] = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname)).split('/');
    try {
      const bytes = await readFile(join(folders[name], ...rest));
      response.writeHead(200, { 'content-type': KINDS[extname(request.url)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
