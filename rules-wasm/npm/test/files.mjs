// What the tests read of the repository.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The top of the repository; the tests run in a project of their own. */
export const TOP = process.env.SHAO_TOP;

export const read = (path) => readFileSync(resolve(TOP, path));
export const text = (path) => read(path).toString();
export const list = (folder) => readdirSync(join(TOP, folder)).map((name) => join(folder, name));

/** A ruleset with one rule: an amount from 3000 is `high`, 30 points. */
export const SMALLEST = text('rules-core/doc/smallest.toml');
export const FRAUD = text('rulesets/fraud/fraud.toml');
