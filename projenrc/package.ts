import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { withReadmeLinks } from './assembly';
import { withStructsInMaps } from './python-maps';

/*
 * Usage: tsx projenrc/package.ts js|python|java|go [PACKAGE...]
 *
 * Packs the compiled library for one language into dist, together with the folders of other packages.
 *
 * A package for another language contains a tarball of the library, which it unpacks when a program imports it for the first time. Pages,
 * examples and typings would be most of the tarball and are not part of it: pack-kernel.ts writes it.
 */

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');
const CACHE = join(ROOT, 'node_modules', '.cache');
const PACMAK = dirname(require.resolve('jsii-pacmak/package.json'));

const [target, ...packages] = process.argv.slice(2);

const run = (command: string, args: string[]) => execFileSync(command, args, { cwd: ROOT, stdio: 'inherit' });

/**
 * What pacmak reads. It is below the repository, because pacmak finds the packages that the library needs in the folders above it. It is
 * not in dist: jsii-docgen would document the assembly that an interrupted run leaves there, in place of the library's.
 */
function stage(): string {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'stage-'));
  for (const name of ['.jsii', '.jsii.tabl.json', 'package.json', 'LICENSE', 'lib']) {
    cpSync(join(ROOT, name), join(directory, name), { recursive: true, filter: path => !path.endsWith('.d.ts') });
  }
  const assembly = join(directory, '.jsii');
  writeFileSync(assembly, JSON.stringify(withReadmeLinks(JSON.parse(readFileSync(assembly, 'utf8')))));
  return directory;
}

function pacmak(outdir: string, ...options: string[]): void {
  const directory = stage();
  try {
    const pack = `tsx ${join(__dirname, 'pack-kernel.ts')}`;
    run('jsii-pacmak', [directory, ...packages, '--target', target, '--outdir', outdir, '--pack-command', pack, ...options]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function packJs(): void {
  const outdir = join(DIST, 'js');
  mkdirSync(outdir, { recursive: true });
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', outdir]);
}

/** The code is changed before it is built, so this takes the steps in which pacmak builds it. */
function packPython(): void {
  const work = mkdtempSync(join(tmpdir(), 'python-'));
  try {
    pacmak(work, '--code-only');
    const source = join(work, 'python');
    const module = join(source, 'src', 'cdk8s_stateful_app', '__init__.py');
    writeFileSync(module, withStructsInMaps(readFileSync(module, 'utf8')));
    const python = join(work, 'environment', 'bin', 'python');
    run('python3', ['-m', 'venv', join(work, 'environment')]);
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(PACMAK, 'lib', 'targets', 'python', 'requirements-dev.txt')]);
    const outdir = join(DIST, 'python');
    run(python, ['-m', 'build', '--outdir', outdir, source]);
    run(python, ['-m', 'twine', 'check', '--strict', ...readdirSync(outdir).map(file => join(outdir, file))]);
  } finally {
    rmSync(work, { recursive: true });
  }
}

const PACKAGES: Record<string, () => void> = {
  js: packJs,
  python: packPython,
  java: () => pacmak(DIST),
  // the tests compile it, next to the users' versions of the other modules
  go: () => pacmak(DIST, '--code-only'),
};

rmSync(join(DIST, target), { recursive: true, force: true });
PACKAGES[target]();
