import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { ROOT } from './support/snippets';

interface Step { readonly uses?: string; readonly run?: string }
interface Job { readonly permissions: Record<string, string>; readonly environment?: string; readonly steps: Step[] }

const { on, jobs } = parse(readFileSync(join(ROOT, '.github', 'workflows', 'release.yml'), 'utf8'));
const { build, ...publishing } = jobs as Record<string, Job>;

test('only a tag starts a release', () => {
  expect(on).toEqual({ push: { tags: ['v*'] } });
});

test('actions are commits, which nobody can move', () => {
  const actions = Object.values<Job>(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));

  expect(actions.length).toBeGreaterThan(8);
  expect(actions.filter(action => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
});

test('the job that runs code of the repository has no secret, no identity and no token to keep', () => {
  expect(build.permissions).toEqual({ contents: 'read' });
  expect(build.environment).toBeUndefined();
  expect(JSON.stringify(build)).not.toContain('secrets.');
  expect(JSON.stringify(build)).toContain('"persist-credentials":false');
});

test('jobs that publish wait for the environment, and run no code of the repository', () => {
  for (const { environment, permissions, steps } of Object.values(publishing)) {
    expect(environment).toBe('release');
    expect(permissions.contents).toBe('read');
    expect(steps.some(({ uses }) => uses?.includes('/checkout@'))).toBe(false);
  }
  expect(Object.keys(publishing).filter(name => publishing[name].permissions['id-token'])).toEqual(['npm', 'pypi']);
});
