import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { CassandraPermission, CassandraProps, JobCleanup, Manifests, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

function declared(props: Partial<CassandraProps> = {}): Deployed {
  const deployed = new Deployed(props);
  const { ring, chart } = deployed;
  ring.addKeyspace('orders', { owner: 'shop' });
  ring.addUser('shop', { password: password(chart, 'shop') });
  ring.addUser('report', { password: password(chart, 'report'), permissions: [CassandraPermission.read('orders')] });
  return deployed;
}

function password(chart: Chart, key: string) {
  const secret = chart.node.tryFindChild('Logins') as any ?? Secret.fromSecretName(chart, 'Logins', 'cassandra-logins');
  return { secret, key };
}

function desired(chart: Chart): string {
  return Object.entries<string>(Manifests.one(chart, 'ConfigMap', 'cassandra-accounts').data).find(([key]) => key.endsWith('desired'))![1];
}

const jobOf = ({ chart }: Deployed) => Manifests.all(chart, 'Job')[0];

test('users, keyspaces and permissions are lines in the order in which they can be applied', () => {
  expect(desired(declared().chart)).toBe('user shop\nuser report\nkeyspace orders 3 shop\nread report orders\n');
});

test('a keyspace has three copies, more if declared, and one in a ring of one member', () => {
  const larger = new Deployed({ replicas: 5 });
  larger.ring.addUser('shop', { password: password(larger.chart, 'shop') });
  larger.ring.addKeyspace('orders', { owner: 'shop' });
  larger.ring.addKeyspace('stock', { owner: 'shop', copies: 5 });
  const single = declared({ replicas: 1, allowSingleMember: true });

  expect(desired(larger.chart)).toContain('keyspace orders 3 shop\nkeyspace stock 5 shop\n');
  expect(desired(single.chart)).toContain('keyspace orders 1 shop\n');
});

test('passwords reach the Job as files, so that neither the command nor the environment has one', () => {
  const { containers: [container], volumes } = jobOf(declared()).spec.template.spec;

  expect(JSON.stringify([container.command, container.env])).not.toMatch(/secret/i);
  expect(JSON.stringify(volumes)).toContain('"key":"report"');
});

test('the Job follows accountsJob, and has another name if what it applies changes', () => {
  const job = jobOf(declared({ accountsJob: { cleanup: JobCleanup.never() } }));
  const changed = declared({ accountsJob: { cleanup: JobCleanup.never() } });
  changed.ring.addKeyspace('stock', { owner: 'shop' });

  expect(job.metadata.name).toMatch(/^cassandra-accounts-[0-9a-f]+$/);
  expect(job.spec.ttlSecondsAfterFinished).toBeUndefined();
  expect(jobOf(changed).metadata.name).not.toBe(job.metadata.name);
});

test('a declaration rolls no pods', () => {
  expect(declared().one('StatefulSet')).toEqual(new Deployed().one('StatefulSet'));
});

test('the policies of an isolated ring let the Job reach the port for clients alone', () => {
  const deployed = declared({ networkAccess: NetworkAccess.isolated() });
  const ofJob = { 'app.kubernetes.io/name': 'cassandra-accounts' };
  const policies = Manifests.all(deployed.chart, 'NetworkPolicy');
  const admits = policies.flatMap(({ spec }) => spec.ingress ?? [])
    .find(({ from }: any) => JSON.stringify(from).includes('cassandra-accounts'));
  const own = policies.find(({ spec }) => spec.podSelector.matchLabels['app.kubernetes.io/name'] === 'cassandra-accounts');

  expect(jobOf(deployed).spec.template.metadata.labels).toMatchObject(ofJob);
  expect(admits.ports).toEqual([{ port: 9042, protocol: 'TCP' }]);
  expect(own).toBeDefined();
});
