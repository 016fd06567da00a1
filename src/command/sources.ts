import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, statSync } from 'fs';
import { basename, dirname, join } from 'path';
import { InputError } from './input-error';
import { ManifestFile } from './manifest-reader';

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
    : [path];
  return paths.map(file => ({ path: file, text: readFileSync(file, 'utf8') }));
}

/** The manifest files that a path had in a commit of the repository in which it is. A path that did not exist yet has none. */
export function filesOfCommit(reference: string, path: string): ManifestFile[] {
  const [directory, pathspec] = statSync(path).isDirectory() ? [path, '.'] : [dirname(path), basename(path)];
  const git = (args: string[], options?: RunOptions) => run('git', ['-C', directory, ...args], options);
  // a reference that begins with a dash is not taken for an option
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`], {
    failure: `${reference} is no commit of the repository; name another one, or fetch it (in a pipeline, check out the full history)`,
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

/** The live objects of the manifests in a cluster, as the JSON of `kubectl get`, which changes nothing. */
export function filesOfCluster(path: string, namespace: string | undefined): ManifestFile[] {
  const args = ['get', '--recursive', '--ignore-not-found', '--output=json', `--filename=${path}`];
  const output = run('kubectl', [...args, ...namespace === undefined ? [] : [`--namespace=${namespace}`]]);
  return [{ path: 'the cluster', text: output.toString() }];
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
