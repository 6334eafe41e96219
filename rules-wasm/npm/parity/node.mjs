// The corpus in Node, Deno or Bun, by the npm package: `node.mjs CORPUS`, in a project that has the package.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { Ruleset } from 'shao-rules';
import { put } from './corpus.mjs';

const [corpus] = process.argv.slice(2);
await put(Ruleset, (name) => readFile(join(corpus, name)), (told) => console.log(JSON.stringify(told)));
