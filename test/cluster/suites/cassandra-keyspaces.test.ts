import { strict as assert } from 'node:assert';
import type { V1Secret } from '@kubernetes/client-node';
import { Secret } from 'cdk8s-plus-28';
import { CassandraPermission, NetworkAccess } from '../../../src';
import { cqlAs, untilApplied, untilJobSays } from '../cassandra/accounts';
import { admin, cassandra, type Variation } from '../cassandra/deployment';
import { clusterCase } from '../harness/cluster-case';
import { waitFor } from '../harness/wait';
import { PASSWORD } from '../writers/cassandra';

const REPORT = 'of \'the\' "report" \\ $1; `id`';

function users(shop: string): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users' }, stringData: { shop, report: REPORT } };
}

function declared(namespace: string, permission: CassandraPermission, variation: Variation = {}) {
  return cassandra(namespace, { networkAccess: NetworkAccess.isolated(), ...variation }, (ring, chart) => {
    const secret = Secret.fromSecretName(chart, 'Users', 'users');
    ring.addKeyspace('orders', { owner: 'shop' });
    ring.addUser('shop', { password: { secret, key: 'shop' } });
    ring.addUser('report', { password: { secret, key: 'report' }, permissions: [permission] });
  });
}

clusterCase('keyspaces, users and permissions are applied by a Job, and a changed password when it runs again', {
  level: 'full', seconds: 900,
}, async t => {
  const manifests = declared(t.namespace, CassandraPermission.read('orders'));
  await t.apply([admin(), users('first'), ...manifests]);
  await t.until.setReady('cassandra', 420);
  await t.time('Job complete after all members are Ready', 60, () => untilApplied(t, manifests));
  const replication = () => cqlAs(t, 'admin', PASSWORD,
    'SELECT keyspace_name, durable_writes, replication FROM system_schema.keyspaces WHERE keyspace_name = \'orders\'');
  const before = await replication();
  assert.match(before, /orders \|\s+True \| .*NetworkTopologyStrategy', 'datacenter1': '3'/);

  assert.doesNotMatch(await cqlAs(t, 'shop', 'first',
    'CREATE TYPE orders.size (w int); CREATE TABLE orders.lines (n int PRIMARY KEY, t text); CREATE INDEX ON orders.lines (t);'
    + 'INSERT INTO orders.lines (n) VALUES (1); ALTER TABLE orders.lines ADD u int'), /Error|Unauthorized/);
  assert.match(await cqlAs(t, 'report', REPORT, 'SELECT n FROM orders.lines'), /\(1 rows\)/);
  for (const [user, password, statement] of [
    ['report', REPORT, 'INSERT INTO orders.lines (n) VALUES (2)'],
    ['report', REPORT, 'CREATE TABLE orders.mine (n int PRIMARY KEY)'],
    ['shop', 'first', 'DROP KEYSPACE orders'],
    ['shop', 'first', 'ALTER KEYSPACE orders WITH replication = {\'class\': \'NetworkTopologyStrategy\', \'datacenter1\': 1}'],
    ['shop', 'first', 'CREATE KEYSPACE mine WITH replication = {\'class\': \'NetworkTopologyStrategy\', \'datacenter1\': 3}'],
    ['shop', 'first', 'ALTER ROLE report WITH PASSWORD = \'x\''],
    ['shop', 'first', 'SELECT * FROM system_auth.roles'],
  ] as const) {
    assert.match(await cqlAs(t, user, password, statement), /Unauthorized/, `${user} may: ${statement}`);
  }
  assert.match(await cqlAs(t, 'shop', 'wrong', 'SELECT key FROM system.local'), /Bad credentials|AuthenticationFailed/);

  // other permissions make another Job, which sets the passwords as well
  const changed = declared(t.namespace, CassandraPermission.write('orders'));
  await t.apply([users('second'), ...changed]);
  await untilApplied(t, changed);
  await waitFor('the new password to be in force', { seconds: 90, everySeconds: 2 }, async () => {
    const answer = await cqlAs(t, 'shop', 'second', 'SELECT n FROM orders.lines');
    return answer.includes('(1 rows)') ? { found: true } : { seen: answer };
  });
  await waitFor('the new permission to be in force', { seconds: 30, everySeconds: 2 }, async () => {
    const answer = await cqlAs(t, 'report', REPORT, 'INSERT INTO orders.lines (n) VALUES (2)');
    return answer.includes('Unauthorized') ? { seen: answer } : { found: true };
  });
  assert.equal(await replication(), before);

  await cqlAs(t, 'admin', PASSWORD, 'CREATE KEYSPACE stock WITH replication = {\'class\': \'SimpleStrategy\', \'replication_factor\': 2}');
  const differing = cassandra(t.namespace, { networkAccess: NetworkAccess.isolated() }, (ring, chart) => {
    ring.addKeyspace('stock', { owner: 'shop' });
    ring.addUser('shop', { password: { secret: Secret.fromSecretName(chart, 'Users', 'users'), key: 'shop' } });
  });
  await t.apply(differing);
  await untilJobSays(t, /stock 3 shop: the keyspace has the replication \{.*SimpleStrategy.*\[CopiesDiffer\]/);
  assert.match(await cqlAs(t, 'admin', PASSWORD, 'DESCRIBE KEYSPACE stock'), /SimpleStrategy.*'2'/);
});
