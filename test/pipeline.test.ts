import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';
import { run } from './consumer/command';
import { ROOT } from './support/snippets';

const PAGE = readFileSync(join(ROOT, 'docs', 'guide', 'pipeline.md'), 'utf8');
const blocksOf = (language: string) => [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block);

const [shell] = blocksOf('sh');
const [github, gitlab] = blocksOf('yaml').map(block => parse(block));

/** The steps of GitHub Actions as one script: outputs of a step are read back from its file. */
const ofGitHub = github.jobs.plan.steps.filter((step: any) => step.run).map((step: any) => step.run
  .replaceAll('${{ steps.plan.outputs.code }}', '$(sed "s/code=//" "$GITHUB_OUTPUT")')
  .replaceAll('${{ github.event.number }}', '7')).join('\n');

const SCRIPTS: [string, string][] = [
  ['of every CI system', shell], ['of GitHub Actions', ofGitHub], ['of GitLab CI', gitlab.plan.script.join('\n')],
];

const GOLDEN = readFileSync(join(ROOT, 'examples', 'redis', 'golden', 'redis.k8s.yaml'), 'utf8');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const bin = join(directory, 'bin');
  const dist = join(directory, 'repository', 'dist');
  for (const folder of [bin, dist]) { mkdirSync(folder, { recursive: true }); }
  // synthesis writes what the test wants, and the other programs only end
  const npx = `case $1 in cdk8s) cp "${directory}/next.yaml" dist/redis.k8s.yaml ;;
    cdk8s-stateful-app) shift; exec "${ROOT}/node_modules/.bin/tsx" "${ROOT}/src/command/main.ts" "$@" ;; esac`;
  const programs = { npx, npm: 'true', gh: `echo "$@" > "${directory}/comment"`, curl: `echo "$@" > "${directory}/comment"` };
  for (const [name, text] of Object.entries(programs)) { writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 }); }
  cpSync(join(ROOT, 'examples', 'redis', 'golden'), dist, { recursive: true });
  const git = (...args: string[]) => run(join(directory, 'repository'), 'git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
  // the remote branch of a clone
  git('remote', 'add', 'origin', '.');
  git('fetch', '--quiet', 'origin');
});
afterEach(() => rmSync(directory, { recursive: true }));

function pipeline(script: string, next: string) {
  writeFileSync(join(directory, 'next.yaml'), next);
  const outcome = run(join(directory, 'repository'), 'bash', ['-e', '-c', script], {
    PATH: `${join(directory, 'bin')}:${process.env.PATH}`,
    GITHUB_BASE_REF: 'main',
    GITHUB_OUTPUT: join(directory, 'output'),
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  });
  return { ...outcome, plan: readFileSync(join(directory, 'repository', 'plan.md'), 'utf8') };
}

describe.each(SCRIPTS)('the commands %s', (_, script) => {
  test('let a change pass that rolls pods, and write the plan', () => {
    const { status, plan } = pipeline(script, GOLDEN.replaceAll('redis:8', 'redis:9'));

    expect(status).toBe(0);
    expect(plan).toMatch(/^### Plan: rolls pods/);
  });

  test('stop a change that endangers data', () => {
    const { status, plan } = pipeline(script, GOLDEN.replace('replicas: 3', 'replicas: 1'));

    expect(status).not.toBe(0);
    expect(plan).toMatch(/^### Plan: endangers data/);
  });

  test('stop when the plan cannot be made', () => {
    expect(pipeline(script, 'half: [').status).not.toBe(0);
  });
});
