// The corpus in Node: `node node.js MODULE CORPUS`.

const { readFileSync } = require('node:fs');
const { Shao } = require('../host.js');
const { run } = require('./corpus.js');

const [path, corpus] = process.argv.slice(2);
const compiled = new WebAssembly.Module(readFileSync(path));

run(corpus, () => {
  const shao = new Shao(new WebAssembly.Instance(compiled, {}).exports);
  return (message) => shao.send(message);
});
