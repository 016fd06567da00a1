import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join, relative, sep } from 'path';
import { build, Plugin } from 'esbuild';

/*
 * Usage: tsx projenrc/bundle.ts
 *
 * Joins the compiled modules into a few files, since Node spends most of the time of loading on finding and opening files: one for the
 * constructs, one for the parts that they consist of, one for what presets share and one a preset. A module is still evaluated once. The
 * index loads a file when one of its exports is read: a program that uses one preset does not load the others. Constructs and presets load
 * a module when a function that needs it runs: a program that imports the library and makes nothing of it does not load the parts.
 *
 * The command is one file with the packages that it needs, so that it starts fast and the library depends on none of them. A file next to
 * it has their licences.
 *
 * Scripts and data become JSON files that the code requires by literal paths, by which the bundler of a user's program finds them.
 */

const LIB = 'lib';
const INDEX = `${LIB}/index.js`;
const PRESETS = `${LIB}/presets`;
const CORE = `${LIB}/core.js`;
const PARTS = `${LIB}/parts.js`;
/** Only `Manifests.plan` needs it. */
const PLAN = `${LIB}/plan/index.js`;
const COMMAND = `${LIB}/command/main.js`;
/** Folders whose modules only the command loads. */
const COMMAND_FOLDERS = ['command', 'diagram', 'runbook'];
const LICENSES = `${LIB}/command/LICENSES.txt`;
/** Of the meanings of the error codes, the library uses the types alone. */
const CODES = `${LIB}/checks/codes.js`;
/** Reads scripts and data, by paths of the package that a bundled program does not have. */
const SHIPPED = `${LIB}/checks/shipped-file.js`;

/** Paths below `lib`, with `/` and without `.js`: how modules are named between files. */
const nameOf = (file: string) => relative(LIB, file).split(sep).join('/').replace(/\.js$/, '');
const requirePath = (from: string, to: string) => `./${relative(dirname(from), to).split(sep).join('/')}`;

const modules = (readdirSync(LIB, { recursive: true }) as string[])
  .map(file => join(LIB, file))
  .filter(file => file.endsWith('.js') && file !== INDEX && !COMMAND_FOLDERS.some(folder => file.startsWith(`${LIB}/${folder}/`)))
  .sort();

/** The file that a module becomes a part of. */
function bundleOf(module: string): string {
  const preset = module.startsWith(`${PRESETS}/`) ? module.split(sep)[2] : undefined;
  if (preset) { return `${PRESETS}/${preset}/index.js`; }
  if (module.startsWith(`${dirname(PLAN)}/`)) { return PLAN; }
  return dirname(module) === LIB ? CORE : PARTS;
}

/** Every script and every data file, by its path below `lib`, with an expression for its content. */
function shippedFiles(): Record<string, string> {
  const files = (readdirSync(LIB, { recursive: true }) as string[]).map(file => file.split(sep).join('/')).sort();
  const requireOf = (json: string) => `require('${requirePath(bundleOf(SHIPPED), join(LIB, json))}')`;
  return Object.fromEntries(files.flatMap(file => {
    if (file.endsWith('.sh')) { return [[file, `${requireOf(`${dirname(file)}.json`)}['${basename(file)}']`]]; }
    return file.endsWith('.json') ? [[file, requireOf(file)]] : [];
  }));
}

/** Each folder of scripts becomes one file, of their texts by their names. */
function joinScripts(): void {
  const folders = new Set(Object.keys(shipped).filter(file => file.endsWith('.sh')).map(file => join(LIB, dirname(file))));
  for (const folder of folders) {
    const texts = readdirSync(folder).sort().map(name => [name, readFileSync(join(folder, name), 'utf8')]);
    writeFileSync(`${folder}.json`, JSON.stringify(Object.fromEntries(texts), null, 1));
    rmSync(folder, { recursive: true });
  }
}

const shipped = shippedFiles();

/** The module in place of SHIPPED. */
function shippedModule(): string {
  const table = Object.entries(shipped).map(([file, content]) => `'${file}': () => ${content},`);
  return `const files = {\n${table.join('\n')}\n};\n`
    + 'exports.shippedText = exports.shippedData = (directory, name) => files[`${directory}/${name}`]();\n';
}

/** Modules of other files come from there, and `__dirname` becomes the directory of the module below `lib`. */
function between(bundle: string): Plugin {
  return {
    name: 'between-bundles',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.json$/ }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: /^\./, namespace: 'file' }, ({ path, resolveDir }) => {
        const module = relative('.', require.resolve(join(resolveDir, path)));
        return bundleOf(module) === bundle ? undefined : { path: module, namespace: 'elsewhere' };
      });
      onResolve({ filter: /.*/, namespace: 'elsewhere' }, () => ({ external: true }));
      onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => ({
        contents: `module.exports = require('${requirePath(bundle, bundleOf(path))}')('${nameOf(path)}');`,
      }));
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (relative('.', path) === SHIPPED) { return { contents: shippedModule() }; }
        const directory = dirname(nameOf(path));
        const code = readFileSync(path, 'utf8').replaceAll('${__dirname}', directory).replace(/\b__dirname\b/g, `'${directory}'`);
        // the parts need each other at once, and a call for each use would slow them down
        return { contents: bundle === PARTS ? code : requireAtUse(code) };
      });
    },
  };
}

const IMPORT = /^const (\w+) = require\("(\.[^"]+)"\);\n/gm;

/** The code with the import of each module in the place of each of its uses. */
function requireAtUse(code: string): string {
  const imports = [...code.matchAll(IMPORT)];
  const result = imports.reduce((text, [line, variable, path]) => text
    .replace(line, '')
    .replace(new RegExp(`\\bnew ${variable}\\.(\\w+)`, 'g'), `new (require("${path}").$1)`)
    .replace(new RegExp(`\\b${variable}\\.`, 'g'), `require("${path}").`), code);
  const left = imports.find(([, variable]) => new RegExp(`\\b${variable}\\b`).test(result));
  if (left) { throw new Error(`projenrc/bundle.ts does not know how ${left[1]} is used in:\n${result}`); }
  return result;
}

async function writeBundle(bundle: string): Promise<void> {
  const own = modules.filter(module => module !== CODES && bundleOf(module) === bundle);
  const table = own.map(module => `'${nameOf(module)}': () => require('./${relative(LIB, module)}'),`);
  await build({
    stdin: { contents: `const modules = {\n${table.join('\n')}\n};\nmodule.exports = name => modules[name]();\n`, resolveDir: LIB },
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    outfile: bundle,
    allowOverwrite: true,
    logLevel: 'warning',
    plugins: [between(bundle)],
  });
}

const EAGER = /^var (\w+) = require\("([^"]+)"\);\n/gm;
const EXPORT = /^Object\.defineProperty\(exports, ("\w+"), \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/gm;
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });\n';

/**
 * Node finds the names for `import` in ES modules in the line `exports.A = exports.B = void 0`, which stays, as long as it meets no getter
 * whose form it does not know: hence the function.
 */
function writeIndex(): void {
  const compiled = readFileSync(INDEX, 'utf8');
  const sources = new Map([...compiled.matchAll(EAGER)].map(([, variable, path]) => {
    const module = relative('.', require.resolve(`../${LIB}/${path}`));
    return [variable, `require("${requirePath(INDEX, bundleOf(module))}")("${nameOf(module)}")`];
  }));
  const lazy = compiled
    .replace(EAGER, '')
    .replace(EXPORT, (_, exported, variable, name) => `lazy(${exported}, () => ${sources.get(variable)}.${name});`)
    .replace(/^lazy/m, `${LAZY}lazy`);
  if (sources.size === 0 || /undefined\.|^var \w+ = require|^Object.*enumerable: true, get: function/m.test(lazy)) {
    throw new Error(`${INDEX} is not in the form that the TypeScript compiler wrote before: adapt projenrc/bundle.ts`);
  }
  writeFileSync(INDEX, lazy);
}

/** cli-table3 looks for it when it draws in colour, which the command does not ask of it. */
const COLORS: Plugin = {
  name: 'no-colors',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@colors\/colors\/safe$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
  },
};

async function writeCommand(): Promise<void> {
  const { metafile } = await build({
    entryPoints: [COMMAND],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: COMMAND,
    allowOverwrite: true,
    logLevel: 'warning',
    // its own comments are for the reader of the source
    minifyWhitespace: true,
    metafile: true,
    plugins: [COLORS],
  });
  chmodSync(COMMAND, 0o755);
  const packages = Object.keys(metafile.inputs).flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  const licenses = [...new Set(packages)].sort().map(directory => {
    const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    const file = readdirSync(directory).find(entry => /^licen[cs]e/i.test(entry));
    if (!file) { throw new Error(`${name} has no licence file, which the package must contain`); }
    return `${name} ${version}\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
  });
  writeFileSync(LICENSES, licenses.join(`\n${'-'.repeat(78)}\n\n`));
}

async function main(): Promise<void> {
  writeIndex();
  const bundles = new Set(modules.map(bundleOf));
  // all read all modules before the first one is deleted
  await Promise.all([...[...bundles].map(writeBundle), writeCommand()]);
  const joined = readdirSync(dirname(COMMAND)).filter(file => !['main.js', basename(LICENSES)].includes(file));
  for (const file of joined) { rmSync(join(dirname(COMMAND), file), { recursive: true }); }
  const bundled = COMMAND_FOLDERS.filter(name => join(LIB, name) !== dirname(COMMAND));
  for (const folder of bundled) { rmSync(join(LIB, folder), { recursive: true }); }
  joinScripts();
  for (const module of modules) {
    if (!bundles.has(module)) {
      rmSync(module);
    }
  }
}

void main();
