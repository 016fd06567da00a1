import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { asMarkdown } from '../../src/command/render/markdown';
import { asText } from '../../src/command/render/text';
import { effectOf, planOf } from '../../src/plan/plan';
import { Outcome, run } from '../consumer/command';
import { changed, Manifest, manifest, setManifest } from '../plan/objects';
import { ROOT } from '../support/snippets';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'plan-')); });
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, ...manifests: Manifest[]): void {
  writeFileSync(join(directory, name), manifests.map(object => stringify(object)).join('---\n'));
}

function plan(args: string[], variables: Record<string, string> = {}): Outcome {
  return run(directory, join(ROOT, 'node_modules', '.bin', 'tsx'), [join(ROOT, 'src', 'command', 'main.ts'), 'plan', ...args], variables);
}

test.each<[string, (set: Manifest) => void, number]>([
  ['nothing changes', () => undefined, 0],
  ['more pods are created', set => { set.spec.replicas = 5; }, 0],
  ['pods roll', set => { set.spec.template.metadata.labels.a = 'b'; }, 2],
  ['commands are necessary', set => { set.spec.podManagementPolicy = 'Parallel'; }, 3],
  ['data is in danger', set => { set.spec.replicas = 0; }, 4],
])('the exit code if %s', (_, change, code) => {
  write('before.yaml', setManifest());
  write('after.yaml', changed(setManifest(), change));

  expect(plan(['--from', 'before.yaml', 'after.yaml']).status).toBe(code);
});

test('an error is one line and exits with 1', () => {
  write('after.yaml', setManifest(), setManifest());

  expect(plan(['--from', 'none', 'after.yaml'])).toMatchObject({
    status: 1, output: 'error: none does not exist; synthesize first, for example with `npx cdk8s synth`\n',
  });
  expect(plan(['--from', 'after.yaml', 'after.yaml'])).toMatchObject({
    status: 1,
    output: 'error: the manifests before must have each object once, got "StatefulSet/store in shop twice"; '
      + 'remove one, because the last one would win\n',
  });
  expect(plan(['--from', 'git:HEAD', 'after.yaml']).output).toBe(
    'error: after.yaml is in no repository with the commit HEAD; name another one, or fetch it (in a pipeline, check out the full '
      + 'history)\n');
});

test('JSON has the effect, the steps and the notes', () => {
  write('before.yaml');
  write('after.yaml', setManifest());
  const { stdout } = plan(['--from', 'before.yaml', 'after.yaml', '--format', 'json']);

  expect(JSON.parse(stdout)).toEqual({
    effect: 'none',
    steps: [{
      effect: 'none',
      object: 'StatefulSet/store',
      namespace: 'shop',
      reasons: [],
      outcome: 'Is new and creates store-0 to store-2.',
      commands: [],
      commandsAfter: [],
    }],
    notes: ['before.yaml has no manifests there, so every object counts as new'],
  });
});

test('a cluster is read with kubectl get, and with nothing else', () => {
  const set = changed(setManifest(), ({ metadata }) => { delete metadata.namespace; });
  write('after.yaml', set);
  const live = { apiVersion: 'v1', kind: 'List', items: [changed(setManifest(), ({ spec }) => { spec.replicas = 5; })] };
  writeFileSync(join(directory, 'live.json'), JSON.stringify(live));
  writeFileSync(join(directory, 'kubectl'), '#!/bin/sh\necho "$@" >> calls\ncat >> calls\ncat live.json\n', { mode: 0o755 });
  const { stdout, status } = plan(['--from', 'cluster', '-n', 'shop', 'after.yaml'], { PATH: `${directory}:${process.env.PATH}` });

  const item = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'store', namespace: 'shop' } };
  expect(readFileSync(join(directory, 'calls'), 'utf8')).toBe('get --ignore-not-found --show-managed-fields --output=json --filename=-\n'
    + JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item] }));
  expect(stdout).toContain('spec.replicas: 5 → 3');
  expect(status).toBe(3);
});

test('kinds that the cluster does not know yet have no objects there', () => {
  const of = (apiVersion: string) => ({ apiVersion, kind: 'Queue', metadata: { name: 'a', namespace: 'shop' } });
  write('after.yaml', setManifest(), of('example.com/v1'), of('example.org/v2'));
  writeFileSync(join(directory, 'live.json'), JSON.stringify(setManifest()));
  writeFileSync(join(directory, 'kubectl'), `#!/bin/sh
    case $(cat) in
      *Queue*)
        echo 'error: [unable to recognize "STDIN": no matches for kind "Queue" in version "example.com/v1",'\
          'unable to recognize "STDIN": no matches for kind "Queue" in version "example.org/v2"]' >&2
        exit 1 ;;
      *) cat live.json ;;
    esac`, { mode: 0o755 });
  const { stdout, status } = plan(['--from', 'cluster', 'after.yaml'], { PATH: `${directory}:${process.env.PATH}` });

  expect(stdout.match(/Is new\./g)).toHaveLength(2);
  expect(status).toBe(2);
});

test('manifests that are not there are an error, and no plan that removes everything', () => {
  write('before.yaml', setManifest());
  write('empty.yaml');

  expect(plan(['--from', 'before.yaml', 'empty.yaml'])).toMatchObject({
    status: 1, output: 'error: empty.yaml must have manifests, and has none; name the directory that the synthesis writes\n',
  });
});

test('a directory with the name of a manifest is read as a directory, and a file that cannot be read is named', () => {
  mkdirSync(join(directory, 'dist', 'a.yaml'), { recursive: true });
  write('dist/a.yaml/set.yaml', setManifest());
  symlinkSync('nowhere', join(directory, 'dist', 'b.yaml'));

  expect(plan(['--from', 'dist', 'dist'])).toMatchObject({
    status: 1, output: expect.stringMatching(/^error: dist\/b\.yaml cannot be read: /),
  });
  rmSync(join(directory, 'dist', 'b.yaml'));
  expect(plan(['--from', 'dist', 'dist'])).toMatchObject({ status: 0, stdout: 'Nothing changes.\n' });
});

const steps = planOf([setManifest(), manifest('Service', 'old', { spec: {} })], [changed(setManifest(), ({ spec }) => {
  spec.volumeClaimTemplates[0].spec.resources.requests.storage = '40Gi';
  spec.minReadySeconds = 5;
})]);
const shown = { effect: effectOf(steps), steps, notes: ['one <note>'] };

test('the text has a table of the effects, and each step with its commands', () => {
  const lines = asText(shown, false).split('\n');

  expect(lines.slice(0, 5).join('\n'))
    .toMatch(/│ needs hands +│ StatefulSet\/store in shop +│\n│ stays behind +│ Service\/old in shop/);
  expect(lines).toEqual(expect.arrayContaining([
    'NEEDS HANDS  StatefulSet/store in shop',
    '    spec.volumeClaimTemplates[data].spec.resources.requests.storage: 20Gi → 40Gi',
    '    kubectl -n shop delete statefulset store --cascade=orphan',
    '    # after the apply:',
    '    kubectl -n shop delete service old',
    'Note: one <note>.',
  ]));
});

test('colours are only for a terminal', () => {
  const color = /\x1b\[/;

  expect(asText(shown, true)).toMatch(color);
  expect(asText(shown, false)).not.toMatch(color);
});

test('Markdown folds steps that need no attention, and escapes the texts of manifests', () => {
  const text = asMarkdown(shown);

  expect(text).toMatch(/^### Plan: needs hands\n\n\| effect \| object \| what happens \|/);
  expect(text).toContain('```sh\nkubectl -n shop patch pvc data-store-0');
  expect(text).toContain('<details><summary>1 step without a restart</summary>');
  expect(text).toContain('*one \\<note\\>.*');
});

test('a plan without steps says so', () => {
  const empty = { effect: effectOf([]), steps: [], notes: [] };

  expect(asText(empty, false)).toBe('Nothing changes.\n');
  expect(asMarkdown(empty)).toBe('### Plan: no change\n\nNothing changes.\n');
});
