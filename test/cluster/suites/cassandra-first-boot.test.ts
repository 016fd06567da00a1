import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { admin, cassandra } from '../cassandra/deployment';
import { defaultRing } from '../cassandra/image-defaults';
import { assertOneRing } from '../cassandra/members';
import { clusterCase } from '../harness/cluster-case';
import { progress } from '../harness/progress';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

clusterCase('three members begin a ring on empty volumes, without the account whose password is public', {
  level: 'quick', seconds: 600,
}, async t => {
  await t.time('fresh 3 members, from apply to all Ready', 120, async () => {
    await t.apply([admin(), ...cassandra(t.namespace)]);
    await t.until.setReady('cassandra', 420);
  });
  await assertOneRing(t);

  const cqlsh = (user: string, password: string, statement: string) => t.exec('cassandra-2', 'cassandra', [
    'bash', '-c', 'HOME=/tmp cqlsh -u "$1" -p "$2" -e "$3" 2>&1 || true', '-', user, password, statement,
  ]);
  assert.match(await cqlsh('cassandra', 'cassandra', 'LIST ROLES'), /AuthenticationFailed/);
  const keyspaces = await cqlsh('admin', PASSWORD, 'SELECT keyspace_name, replication FROM system_schema.keyspaces');
  for (const keyspace of ['system_auth', 'system_distributed', 'system_traces']) {
    assert.match(keyspaces, new RegExp(`${keyspace} .*'replication_factor': '3'`));
  }

  const recorder = await t.record(cassandraWriter());
  await recorder.during('nothing', async () => {});
  await recorder.verdict();
});

clusterCase('three members are Ready in at most half of the time of the image with its defaults', {
  level: 'full', seconds: 1200,
}, async t => {
  const secondsUntilReady = async (name: string, objects: KubernetesObject[]) => {
    const start = Date.now();
    await t.apply(objects);
    await t.until.setReady(name, 900);
    const seconds = (Date.now() - start) / 1000;
    await t.faults.scale(name, 0);
    for (const ordinal of [0, 1, 2]) { await t.until.podGone(`${name}-${ordinal}`, 150); }
    return seconds;
  };
  const preset = await secondsUntilReady('cassandra', [admin(), ...cassandra(t.namespace)]);
  const image = await secondsUntilReady('plain', defaultRing(t.namespace));

  progress(`preset ${preset.toFixed(1)} s, image ${image.toFixed(1)} s`);
  t.against('fresh 3 members, as a part of the time of the image', preset / image, 0.5);
});
