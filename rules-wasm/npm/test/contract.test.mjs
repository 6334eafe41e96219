// One example of every message, in `rules-wasm/src/contract`, put to the package.

import assert from 'node:assert';
import { test } from 'node:test';
import { Ruleset } from 'shao-rules';
import { list, SMALLEST, text } from './files.mjs';
import { isForPackage, Shelf } from './messages.mjs';

const encoder = new TextEncoder();

/** The header as it stands in the file, and the payload. */
function bytes(file, part, { payload }) {
  const header = file.match(new RegExp(`"${part}": \\{\\s*"header": (.*),\\n`))[1];
  return encoder.encode(`${header}\n${payload}`);
}

let answered = 0;
for (const path of list('rules-wasm/src/contract')) {
  const file = text(path);
  const { shows, request, response } = JSON.parse(file);
  const [message, expected] = [bytes(file, 'request', request), bytes(file, 'response', response)];
  if (!isForPackage(message, expected)) continue;
  answered += 1;
  test(`contract: ${shows}`, async () => {
    const shelf = new Shelf(Ruleset);
    await shelf.answer(encoder.encode(`{"v":1,"op":"load"}\n${SMALLEST}`));
    assert.strictEqual(Buffer.from(await shelf.answer(message)).toString(), Buffer.from(expected).toString());
  });
}

test('contract: most examples are for the package as well', () => assert(answered >= 12, String(answered)));
