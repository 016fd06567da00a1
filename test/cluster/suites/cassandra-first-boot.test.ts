import { strict as assert } from 'node:assert';
import { admin, cassandra } from '../cassandra/deployment';
import { assertOneRing } from '../cassandra/members';
import { clusterCase } from '../harness/cluster-case';
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
