// The corpus put to a host: every answer must have the bytes that the engine gave on the machine that wrote it.

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The frames of a file: a length in 4 bytes, little-endian, and as many bytes. */
function* frames(file) {
  const bytes = readFileSync(file);
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    yield bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

/** The first line of two answers that differs. */
function difference(found, expected) {
  const [ours, theirs] = [found, expected].map((bytes) => Buffer.from(bytes).toString().split('\n'));
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return `line ${at + 1}\n  found    ${ours[at]}\n  expected ${theirs[at]}`;
}

/**
 * Puts every sequence to a fresh module: `open` gives a function from the bytes of a message to those of the answer.
 * Prints a line of JSON for each sequence; ends the process with 1 at the first difference.
 */
async function run(folder, open) {
  for (const { name, lines, sha256 } of JSON.parse(readFileSync(join(folder, 'index.json')))) {
    const start = process.hrtime.bigint();
    const send = await open();
    const hash = createHash('sha256');
    const answers = frames(join(folder, `${name}.answers`));
    let number = 0;
    for (const message of frames(join(folder, `${name}.messages`))) {
      number += 1;
      const answer = await send(message);
      const expected = answers.next().value;
      if (Buffer.compare(answer, expected) !== 0) {
        console.error(`${name}, message ${number}: ${difference(answer, expected)}`);
        process.exit(1);
      }
      const length = Buffer.alloc(4);
      length.writeUInt32LE(answer.length);
      hash.update(length).update(answer);
    }
    const digest = hash.digest('hex');
    if (digest !== sha256) {
      console.error(`${name}: the digest of all answers is ${digest}, expected ${sha256}`);
      process.exit(1);
    }
    const milliseconds = Number((process.hrtime.bigint() - start) / 1000000n);
    console.log(JSON.stringify({ name, lines, milliseconds, sha256: digest }));
  }
}

module.exports = { run };
