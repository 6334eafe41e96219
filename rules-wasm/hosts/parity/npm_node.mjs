// The corpus in Node, Deno or Bun, by the npm package: `npm_node.mjs PROJECT CORPUS`, the package installed in PROJECT.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { put } from './package.mjs';

const [project, corpus] = process.argv.slice(2);
const found = createRequire(join(resolve(project), 'package.json')).resolve('shao-rules');
const { Ruleset } = await import(pathToFileURL(join(found, '../index.mjs')).href);
await put(Ruleset, (name) => readFile(join(corpus, name)), (told) => console.log(JSON.stringify(told)));
