import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Chart, Testing, Yaml } from 'cdk8s';
import { outdated, parseAccepted, parseFindings, unaccepted, type Finding } from './accepted';
import { StatefulApp } from '../../src';

/*
 * Runs a linter of manifests over the examples, and fails on what it finds that accepted.txt does not list, and on what is listed
 * there and no longer found. The linter is any command `lint [--kubernetes X.Y] FILE...` that prints a line `TOOL RULE OBJECT message`
 * for each finding, and exits with 2 or more when it could not do its work.
 */

const ROOT = resolve(__dirname, '..', '..');
const BESIDE = resolve(ROOT, '..', 'shared', 'lint', 'lint');

/** None is the linter's own default. 1.28 is the oldest that is supported. */
const VERSIONS = [undefined, '1.28'];

/** They are the tutorials' to the letter, with all that linters say about them. */
const examples = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'support' && !entry.name.startsWith('tutorial-'))
  .map(entry => entry.name);

const outcomes: boolean[] = [];

function report(title: string, problems: string[]): void {
  outcomes.push(problems.length === 0);
  console.log([`${problems.length === 0 ? 'ok' : 'FAILED'}: ${title}`, ...problems].join('\n  '));
}

function lint(command: string, files: string[], version?: string): Finding[] {
  const { status, stdout, stderr, error } = spawnSync(
    command, [...version === undefined ? [] : ['--kubernetes', version], ...files], { encoding: 'utf8' },
  );
  if (error || status === null || status > 1) { throw new Error(`${command} broke: ${error?.message ?? stderr}`); }
  return parseFindings(stdout);
}

function goldenFiles(example: string): string[] {
  const golden = join(ROOT, 'examples', example, 'golden');
  return readdirSync(golden).map(file => join(golden, file));
}

function lintExamples(command: string): void {
  const accepted = parseAccepted(readFileSync(join(__dirname, 'accepted.txt'), 'utf8'));
  const all: Finding[] = [];
  for (const example of examples) {
    for (const version of VERSIONS) {
      const findings = lint(command, goldenFiles(example), version);
      all.push(...findings);
      const problems = unaccepted(findings, accepted).map(({ tool, rule, object, message }) => `${tool} ${rule} ${object} ${message}`);
      report(`${example}, Kubernetes ${version ?? 'by default'}: ${findings.length} findings, ${problems.length} not accepted`, problems);
    }
  }
  report(
    'every accepted finding is still found', outdated(all, accepted)
      .map(({ pattern }) => `${pattern} is no longer found: remove it from accepted.txt`),
  );
}

/**
 * No schema warns of a sidecar on 1.28: the field is there behind a feature gate that is off, and a cluster drops it without a word.
 * So the linter is asked about the version before, to see that it looks at the field at all, and the README has to say 1.29.
 */
function lintSidecars(command: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    const chart = new Chart(Testing.app(), 'chart');
    new StatefulApp(chart, 'App', {
      name: 'app',
      replicas: 1,
      image: 'busybox:1.37',
      user: 10001,
    }).addSidecarContainer({ name: 'proxy', image: 'busybox:1.37' });
    const file = join(folder, 'sidecar.yaml');
    writeFileSync(file, Yaml.stringify(...chart.toJson()));
    const verdict = (version: string) => lint(command, [file], version).some(({ tool, message }) => tool === 'kubeconform'
      && message.includes('restartPolicy'));
    const expected = { 1.27: true, 1.28: false, 1.29: false };
    report('kubeconform refuses a sidecar for 1.27, and for 1.28 it does not know that the field is switched off', Object.entries(expected)
      .filter(([version, refused]) => verdict(version) !== refused)
      .map(([version, refused]) => `for ${version} it should ${refused ? 'refuse' : 'accept'} it`));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const silent = examples.filter(example => hasSidecar(example)
    && !readFileSync(join(ROOT, 'examples', example, 'README.md'), 'utf8').includes('1.29'));
  report(
    'every example with a sidecar says that it needs Kubernetes 1.29', silent.map(example => `examples/${example}/README.md does not`),
  );
}

function hasSidecar(example: string): boolean {
  const objects: any[] = goldenFiles(example).flatMap(file => Yaml.load(file));
  return objects.some(({ spec }) => spec?.template?.spec?.initContainers?.some((container: any) => container.restartPolicy === 'Always'));
}

const { values } = parseArgs({ options: { command: { type: 'string' } } });
const named = values.command ?? process.env.LINT_COMMAND;
if (named === undefined && !existsSync(BESIDE)) {
  console.log(`skipped: there is no linter at ${BESIDE}; name one by --command or LINT_COMMAND`);
} else {
  lintExamples(named ?? BESIDE);
  lintSidecars(named ?? BESIDE);
}
const failed = outcomes.filter(ok => !ok).length;
console.log(`${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
