// The corpus in workerd, by the npm package: `workerd.mjs CORPUS`, in a project that has the package and workerd.

import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const corpus = resolve(process.argv[2]);
const project = fileURLToPath(new URL('..', import.meta.url));
const shao = 'node_modules/shao-rules';

const WORKER = `
import { Ruleset } from './${shao}/workerd/index.js';
import { put } from './parity/corpus.mjs';
export default {
  async test(controller, env) {
    const read = async (name) => new Uint8Array(await (await env.CORPUS.fetch('http://corpus/' + name)).arrayBuffer());
    await put(Ruleset, read, (told) => console.log(JSON.stringify(told)));
  },
};
`;

const module = (name, kind = 'esModule') => `(name = "${name}", ${kind} = embed "${name}")`;
const code = readdirSync(join(project, shao, 'workerd')).filter((name) => name.endsWith('.js'));
const modules = [
  ...['worker.mjs', 'parity/corpus.mjs', 'test/messages.mjs'].map((name) => module(name)),
  module(`${shao}/shao.wasm`, 'wasm'),
  ...code.map((name) => module(`${shao}/workerd/${name}`)),
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
const workerd = join(project, 'node_modules/.bin/workerd');
const { status, stdout, stderr } = spawnSync(workerd, ['test', 'worker.capnp'], { cwd: project, encoding: 'utf8' });
process.stdout.write(stdout);
if (status !== 0) process.stderr.write(stderr);
process.exitCode = status ?? 1;
