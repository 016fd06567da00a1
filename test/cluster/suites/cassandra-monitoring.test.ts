import { strict as assert } from 'node:assert';
import { CassandraRepair, type CassandraMonitoringProps } from '../../../src';
import { cassandra, deploy } from '../cassandra/deployment';
import { all } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { pause, waitFor } from '../harness/wait';
import { cassandraWriter } from '../writers/cassandra';

const monitoring: CassandraMonitoringProps = { image: process.env.CLUSTER_TEST_JMX_IMAGE ?? 'localhost/jmx-exporter:1.0.1' };

/** The metrics of a member by their names with labels. */
async function scrape(t: CaseContext, pod: string): Promise<Map<string, number>> {
  const request = 'exec 3<>/dev/tcp/127.0.0.1/9404; printf "GET /metrics HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3';
  const text = await t.exec(pod, 'cassandra', ['bash', '-c', request]);
  return new Map([...text.matchAll(/^(cassandra_\S+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}

/** The names of the members' metrics in the expressions of all alerts. */
function askedMetrics(): string[] {
  const rules = cassandra('shop', { repair: CassandraRepair.full(), monitoring: { ...monitoring, podMonitor: {}, alerts: {} } })
    .find(({ kind }) => kind === 'PrometheusRule');
  return [...new Set(JSON.stringify(rules).match(/\bcassandra_\w+(?=\{)/g))];
}

clusterCase('every metric that an alert asks for is there, and those of the ring, of hints and of rejected requests follow what happens', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t, { monitoring });
  const recorder = await t.record(cassandraWriter());
  const metrics = await scrape(t, 'cassandra-0');
  const names = new Set([...metrics.keys()].map(name => name.split('{')[0]));
  const asked = askedMetrics();
  assert.ok(asked.length > 4, asked.join());
  assert.deepEqual(asked.filter(name => !names.has(name)), []);
  for (const pod of all) { assert.equal((await scrape(t, pod)).get('cassandra_ring_members_up'), 3); }

  await recorder.during('cassandra-2 frozen', async () => {
    const frozen = await t.faults.freeze('cassandra-2');
    await until(t, 'cassandra_ring_members_down', value => value === 1);
    await until(t, 'cassandra_hints_total', value => value > (metrics.get('cassandra_hints_total') ?? 0));
    await frozen.undo();
    await until(t, 'cassandra_ring_members_down', value => value === 0);
  });
  await recorder.verdict();

  const [first, second] = [await t.faults.freeze('cassandra-1'), await t.faults.freeze('cassandra-2')];
  await until(t, 'cassandra_ring_members_down', value => value === 2);
  await pause(1);
  await t.exec('cassandra-0', 'cassandra', ['bash', '-c', QUORUM_READ]);
  await until(t, 'cassandra_client_unavailables_total{request="Read"}', value => value > 0);
  await second.undo();
  await first.undo();
});

/** A log-in reads its role with QUORUM, so it is rejected. */
const QUORUM_READ = 'printf "[PlainTextAuthProvider]\\nusername = none\\npassword = none\\n" >/tmp/login; '
  + 'HOME=/tmp cqlsh --credentials /tmp/login -e "LIST ROLES" 127.0.0.1 || true';

async function until(t: CaseContext, metric: string, holds: (value: number) => boolean): Promise<void> {
  await waitFor(`${metric} of cassandra-0`, { seconds: 90, everySeconds: 2 }, async () => {
    const value = (await scrape(t, 'cassandra-0')).get(metric) ?? NaN;
    return holds(value) ? { found: true } : { seen: `${value}` };
  });
}
