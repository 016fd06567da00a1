import { strict as assert } from 'node:assert';
import { Ordinals, type StatefulApp, type StatefulAppProps } from '../../../src';
import { deploySmall } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';

const paths = ['/etc/app/role.conf', '/etc/app/more/limits.conf'];

function role(name: string, ordinals: Ordinals): { ordinals: Ordinals; files: Record<string, string> } {
  return { ordinals, files: { [paths[0]]: `role ${name}\n`, [paths[1]]: `limits of ${name}\n  'quoted' "twice" $HOME \\ \n` } };
}

async function expectFilesOf(t: CaseContext, app: StatefulApp, ordinal: number): Promise<void> {
  const files = app.filesOf(ordinal);
  assert.deepEqual(Object.keys(files).filter(path => paths.includes(path)).sort(), [...paths].sort());
  for (const [path, text] of Object.entries(files)) {
    assert.equal(await t.exec(`app-${ordinal}`, 'app', ['cat', path]), text, `${path} of app-${ordinal}`);
  }
}

async function expectEnvironmentOf(t: CaseContext, app: StatefulApp, ordinal: number): Promise<void> {
  // What the server itself was started with, not what a command in its container gets.
  const environment = (await t.exec(`app-${ordinal}`, 'app', ['cat', '/proc/1/environ'])).split('\0');
  for (const [name, value] of Object.entries(app.environmentOf(ordinal))) {
    assert.ok(environment.includes(`${name}=${value}`), `${name} of app-${ordinal}: ${environment.join(' ')}`);
  }
}

clusterCase('without a shell each pod has the files of its role, '
  + 'including a pod beyond the synthesized count', { level: 'quick' }, async t => {
  const { app, manifests } = await deploySmall(t, {
    replicas: 2,
    files: { '/etc/app/app.conf': 'for all\n' },
    roles: { leader: role('leader', Ordinals.only(0)), follower: role('follower', Ordinals.startingAt(1)) },
  });
  assert.equal(await t.faults.scalePast('app', manifests), 'app-2');
  await t.until.setReady('app');

  for (const ordinal of [0, 1, 2]) { await expectFilesOf(t, app, ordinal); }
});

const withShell: Partial<StatefulAppProps> = {
  replicas: 2,
  shell: '/bin/sh',
  roles: {
    leader: { ...role('leader', Ordinals.only(0)), env: { KIND: 'leader', PHRASE: 'it\'s "quoted" $HOME' } },
    second: { ...role('second', Ordinals.only(1)), env: { KIND: 'second' } },
    follower: { ...role('follower', Ordinals.startingAt(2)), env: { KIND: 'follower' } },
  },
};

clusterCase('with a shell each pod has the files and the environment of its role, '
  + 'including a pod beyond the synthesized count', { level: 'quick' }, async t => {
  const { app, manifests } = await deploySmall(t, withShell);
  assert.equal(await t.faults.scalePast('app', manifests), 'app-2');
  await t.until.setReady('app');

  for (const ordinal of [0, 1, 2]) {
    await expectFilesOf(t, app, ordinal);
    await expectEnvironmentOf(t, app, ordinal);
  }
  assert.deepEqual([0, 1, 2].map(ordinal => app.environmentOf(ordinal).KIND), ['leader', 'second', 'follower']);
});

clusterCase('with a shell roles apply to ordinals that do not start at 0', { level: 'full' }, async t => {
  const { app } = await deploySmall(t, {
    ...withShell,
    ordinalsStart: 12,
    roles: {
      low: { ...role('low', Ordinals.range(0, 12)), env: { KIND: 'low' } },
      high: { ...role('high', Ordinals.startingAt(13)), env: { KIND: 'high' } },
    },
  });

  for (const ordinal of [12, 13]) {
    await expectFilesOf(t, app, ordinal);
    await expectEnvironmentOf(t, app, ordinal);
  }
});

clusterCase('without a shell a pod beyond maxOrdinal has an empty directory instead of its file', { level: 'full' }, async t => {
  const { manifests } = await deploySmall(t, { replicas: 1, maxOrdinal: 0, roles: { any: role('any', Ordinals.all()) } });

  await t.faults.scalePast('app', manifests);
  await t.until.setReady('app');

  assert.equal(await t.exec('app-1', 'app', ['ls', '-A', paths[0]]), '');
});
