import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { BadInput, badInputs, redisIn } from './support/bad-input';
import { reportedIn } from './support/bad-input/reported';
import { CODES } from '../src/checks/codes';

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'bad-input-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

describe('fails', () => {
  test.each(badInputs)('$title', ({ bad, error, reportedBy }) => {
    const message = messageOf(() => synth(bad));

    expect(message).toBe(reportedBy === undefined ? error : `Validation failed with the following errors:\n  [${reportedBy}] ${error}`);
    expect(readdirSync(outdir)).toEqual([]);
  });
});

describe('passes with the smallest change, where it fails', () => {
  test.each(badInputs)('$title', ({ good }) => {
    synth(good);

    expect(readdirSync(outdir)).toEqual(['test.k8s.yaml']);
  });
});

test('the errors of one call come in one error, a line each', () => {
  const message = messageOf(() => synth(redis => redis({
    name: 'Redis', replicas: -1, image: 'redis', user: undefined, claims: { data: { size: Size.gibibytes(0), mountPath: '/data' } },
  })));

  expect(codesOf(message)).toEqual(['NameInvalid', 'ReplicasInvalid', 'ImageNotPinned', 'ClaimSizeInvalid', 'UserMissing']);
  expect(message.split('\n')).toHaveLength(5);
});

test('errors across calls come in one error at synthesis, of all applications', () => {
  const size = Size.gibibytes(1);
  const message = messageOf(() => synth((redis, chart) => {
    redis({ claims: { data: { size }, log: { size } } });
    redisIn(chart, 'Other')({ name: 'other', claims: { data: { size } } });
  }));

  expect(codesOf(message)).toEqual(['ClaimNotMounted', 'ClaimNotMounted', 'ClaimNotMounted']);
  expect(message).toContain('[ClaimNotMounted at test/Redis]');
  expect(message).toContain('[ClaimNotMounted at test/Other]');
  expect(readdirSync(outdir)).toEqual([]);
});

test('a call that is refused leaves nothing behind: it can be repeated', () => {
  synth(redis => {
    const app = redis();
    expect(() => app.addVolume('Plugins', { emptyDir: {} })).toThrow('VolumeNameInvalid');
    expect(() => app.addClaim('data', { size: Size.gibibytes(0) })).toThrow('ClaimSizeInvalid');
    app.addClaim('data', { size: Size.gibibytes(1), mountPath: '/data' });
  });
});

test('every code of the registry has a case, and every case a code of the registry', () => {
  const covered = new Set(badInputs.flatMap(({ error }) => codesOf(error)));

  expect([...covered].sort()).toEqual(Object.keys(CODES));
});

test('every message says what must hold, what was given and what to do, in one line without a period', () => {
  // cdk8s puts the place before each error that a validation reports
  for (const line of badInputs.flatMap(({ error }) => error.split(/\n(?: {2}\[\] )?/))) {
    expect(line).toMatch(/^\S.*\S, got \S.*; \S.*[^.] \[[A-Z][A-Za-z]+ at [^\]]+\]$/);
  }
});

function synth(build: BadInput['bad']): void {
  const app = new App({ outdir });
  const chart = new Chart(app, 'test');
  build(redisIn(chart), chart);
  app.synth();
}

function messageOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}

function codesOf(message: string): string[] {
  return reportedIn(message).map(({ code }) => code);
}
