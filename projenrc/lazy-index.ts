import { readFileSync, writeFileSync } from 'fs';

/*
 * Usage: tsx projenrc/lazy-index.ts
 *
 * Rewrites the compiled index so that a module is loaded when one of its exports is read: a program that uses one preset does not load the
 * others. Node finds the names for `import` in ES modules in the line `exports.A = exports.B = void 0`, which stays, as long as it meets no
 * getter whose form it does not know: hence the function. Each path stays a literal, so that bundlers find the modules.
 */

const INDEX = 'lib/index.js';

const EAGER = /^var (\w+) = require\(("[^"]+")\);$/gm;
const EXPORT = /^Object\.defineProperty\(exports, ("\w+"), \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/gm;
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });\n';

const compiled = readFileSync(INDEX, 'utf8');
const paths = new Map([...compiled.matchAll(EAGER)].map(([, variable, path]) => [variable, path]));
const names = [...compiled.matchAll(EXPORT)].length;
// a second run finds nothing to do
if (paths.size > 0) {
  const lazy = compiled
    .replace(new RegExp(`${EAGER.source}\n`, 'gm'), '')
    .replace(EXPORT, (_, exported, variable, name) => `lazy(${exported}, () => require(${paths.get(variable)}).${name});`)
    .replace(/^lazy/m, `${LAZY}lazy`);
  if (names === 0 || /\brequire\(undefined\)|^var \w+ = require/m.test(lazy)) {
    throw new Error(`${INDEX} is not in the form that the TypeScript compiler wrote before: adapt projenrc/lazy-index.ts`);
  }
  writeFileSync(INDEX, lazy);
}
