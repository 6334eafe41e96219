// The corpus in workerd, by the npm package: `npm_workerd.mjs PROJECT CORPUS`, both packages installed in PROJECT.

import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [project, corpus] = process.argv.slice(2).map((path) => resolve(path));
const here = fileURLToPath(new URL('.', import.meta.url));
const shao = join(project, 'node_modules/shao-rules');

const WORKER = `
import { Ruleset } from './shao-rules/workerd/index.js';
import { put } from './hosts/parity/package.mjs';
export default {
  async test(controller, env) {
    const read = async (name) => new Uint8Array(await (await env.CORPUS.fetch('http://corpus/' + name)).arrayBuffer());
    await put(Ruleset, read, (told) => console.log(JSON.stringify(told)));
  },
};
`;

const module = (name, kind, path) => `(name = "${name}", ${kind} = embed "${relative(project, path)}")`;
const code = readdirSync(join(shao, 'workerd')).filter((name) => name.endsWith('.js'));
const modules = [
  module('worker.mjs', 'esModule', join(project, 'worker.mjs')),
  module('hosts/parity/package.mjs', 'esModule', join(here, 'package.mjs')),
  module('npm/test/messages.mjs', 'esModule', join(here, '../../npm/test/messages.mjs')),
  module('shao-rules/shao.wasm', 'wasm', join(shao, 'shao.wasm')),
  ...code.map((name) => module(`shao-rules/workerd/${name}`, 'esModule', join(shao, 'workerd', name))),
];
writeFileSync(join(project, 'worker.mjs'), WORKER);
writeFileSync(join(project, 'worker.capnp'), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "main", worker = (
    compatibilityDate = "2026-01-01",
    modules = [${modules.join(', ')}],
    bindings = [(name = "CORPUS", service = "corpus")],
  )),
  (name = "corpus", disk = "${corpus}"),
]);
`);
const { status, stdout, stderr } = spawnSync(
  join(project, 'node_modules/.bin/workerd'), ['test', 'worker.capnp'], { cwd: project, encoding: 'utf8' },
);
process.stdout.write(stdout.replace(/^.*?(?=\{"name")/gm, ''));
if (status !== 0) process.stderr.write(stderr);
process.exitCode = status;
