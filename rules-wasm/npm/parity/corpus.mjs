// The corpus put to the npm package, on whatever host: every answer must have the bytes that the engine gave on the
// machine that wrote it. What concerns messages as such is passed over, for the package has no messages.

import { isForPackage, Shelf } from '../test/messages.mjs';

/** The frames of a file: a length in 4 bytes, little-endian, and as many bytes. */
function* frames(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at, true);
    yield bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

/**
 * Puts every sequence to the package. `read` gives the bytes of a file of the corpus, `tell` takes what came of each
 * sequence. Throws at the first difference.
 */
export async function put(Ruleset, read, tell) {
  for (const { name, lines } of JSON.parse(new TextDecoder().decode(await read('index.json')))) {
    const start = Date.now();
    const shelf = new Shelf(Ruleset);
    const answers = frames(await read(`${name}.answers`));
    let [number, passed] = [0, 0];
    for (const message of frames(await read(`${name}.messages`))) {
      number += 1;
      const expected = answers.next().value;
      if (!isForPackage(message, expected)) {
        passed += 1;
        continue;
      }
      const answer = await shelf.answer(message);
      if (!isSame(answer, expected)) throw new Error(`${name}, message ${number}: ${difference(answer, expected)}`);
    }
    const digest = hex(await crypto.subtle.digest('SHA-256', await read(`${name}.answers`)));
    tell({ name, lines, messages: number, passed, milliseconds: Date.now() - start, sha256: digest });
  }
}

function isSame(left, right) {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** The first line of two answers that differs. */
function difference(found, expected) {
  const [ours, theirs] = [found, expected].map((bytes) => new TextDecoder().decode(bytes).split('\n'));
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return `line ${at + 1}\n  found    ${ours[at]}\n  expected ${theirs[at]}`;
}

function hex(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
