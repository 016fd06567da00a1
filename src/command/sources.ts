import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, statSync } from 'fs';
import { basename, dirname, join } from 'path';
import { InputError } from './input-error';
import { ManifestFile } from './manifest-reader';
import { Json } from '../values/manifest';

const MANIFEST = /\.(ya?ml|json)$/;

/** The output of a repository of 500 sets is some megabytes. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** The manifest files of a file or a directory and its subdirectories, sorted by path. */
export function filesOf(path: string): ManifestFile[] {
  let stat;
  try {
    stat = statSync(path);
  } catch {
    throw new InputError(`${path} does not exist; synthesize first, for example with \`npx cdk8s synth\``);
  }
  const paths = stat.isDirectory()
    ? (readdirSync(path, { recursive: true }) as string[]).filter(name => MANIFEST.test(name)).sort().map(name => join(path, name))
      .filter(name => statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true)
    : [path];
  return paths.map(file => ({ path: file, text: textOf(file) }));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** The manifest files that a path had in a commit of the repository in which it is. A path that did not exist yet has none. */
export function filesOfCommit(reference: string, path: string): ManifestFile[] {
  const [directory, pathspec] = statSync(path).isDirectory() ? [path, '.'] : [dirname(path), basename(path)];
  const git = (args: string[], options?: RunOptions) => run('git', ['-C', directory, ...args], options);
  // a reference that begins with a dash is not taken for an option
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`], {
    failure: `${path} is in no repository with the commit ${reference}; name another one, or fetch it (in a pipeline, check out the full `
      + 'history)',
  }).toString().trim();
  const names = git(['ls-tree', '-r', '-z', '--name-only', commit, '--', pathspec]).toString().split('\0')
    .filter(name => MANIFEST.test(name)).sort();
  const texts = blobs(git(['cat-file', '--batch'], { input: names.map(name => `${commit}:./${name}\n`).join('') }));
  return names.map((name, i) => ({ path: `${join(directory, name)} of ${reference}`, text: texts[i] }));
}

/** The contents that `git cat-file --batch` prints, each after a line with its size. */
function blobs(output: Buffer): string[] {
  const texts: string[] = [];
  for (let start = 0; start < output.length;) {
    const end = output.indexOf('\n', start) + 1;
    const size = Number(output.toString('utf8', start, end).split(' ')[2]);
    texts.push(output.toString('utf8', end, end + size));
    start = end + size + 1;
  }
  return texts;
}

/** Kinds that the cluster does not know, in a message of kubectl, as those of definitions that are applied together with their objects. */
const NO_MATCH = /no matches for kind "([^"]+)" in version "([^"]+)"/g;

/**
 * The live objects of the manifests in a cluster, as the JSON of `kubectl get`, which changes nothing. Only their names are passed on.
 * Kinds that the cluster does not know have no objects.
 */
export function filesOfCluster(manifests: Json[]): ManifestFile[] {
  const items = manifests.map(({ apiVersion, kind, metadata }) => {
    const { name, namespace } = metadata;
    return { apiVersion, kind, metadata: { name, namespace } };
  });
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  try {
    const output = run('kubectl', ['get', '--ignore-not-found', '--show-managed-fields', '--output=json', '--filename=-'], { input });
    return [{ path: 'the cluster', text: output.toString() }];
  } catch (error) {
    const unknown = new Set([...(error as Error).message.matchAll(NO_MATCH)].map(([, kind, apiVersion]) => `${apiVersion} ${kind}`));
    if (unknown.size === 0) { throw error; }
    return filesOfCluster(manifests.filter(({ apiVersion, kind }) => !unknown.has(`${apiVersion} ${kind}`)));
  }
}

interface RunOptions {
  readonly input?: string;
  /** Replaces the message of the program. */
  readonly failure?: string;
}

function run(program: string, args: string[], { input, failure }: RunOptions = {}): Buffer {
  try {
    return execFileSync(program, args, { input, maxBuffer: MAX_OUTPUT, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === 'ENOENT') { throw new InputError(`the program ${program} was not found; install it, or use another value of --from`); }
    throw new InputError(failure ?? `${program} failed: ${stderr?.toString().trim() || String(error)}`);
  }
}
