import { Cron, Duration } from 'cdk8s';
import { ISecret, Secret } from 'cdk8s-plus-28';
import { CassandraProps, Manifests, NetworkAccess, NetworkPeer, ObjectStoreDirectory } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const secret = (name: string) => ({ name }) as Secret as ISecret;

const repository: ObjectStoreDirectory = {
  endpoint: 'store.example.com:9000',
  bucket: 'backups',
  path: '/shop/cassandra',
  accessKey: { secret: secret('store'), key: 'access' },
  secretKey: { secret: secret('store'), key: 'secret' },
};
const snapshots = { repository };
const restoreFrom = { repository: { ...repository, path: '/other' }, snapshot: '2026-01-02T01-00-05Z' };

const containerOf = (deployed: Deployed, name: string) => [...deployed.pod.containers, ...deployed.pod.initContainers ?? []]
  .find(container => container.name === name);
const variablesOf = (container: any) => Object.fromEntries(container.env.map(({ name, value }: any) => [name, value]));
const pathsOf = (container: any) => container.volumeMounts.map(({ mountPath }: any) => mountPath);

test('a Job asks the members each night, never two at a time, and without rights in the cluster and keys of the store', () => {
  const deployed = new Deployed({ snapshots });
  const { spec } = deployed.one('CronJob', 'cassandra-snapshots');
  const pod = spec.jobTemplate.spec.template.spec;

  expect(spec).toMatchObject({ schedule: '0 1 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
  expect(spec.jobTemplate.spec).toMatchObject({ activeDeadlineSeconds: 43_200, backoffLimit: 2 });
  expect(pod).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never' });
  expect(variablesOf(pod.containers[0]).HOSTS).toBe('cassandra-0.cassandra,cassandra-1.cassandra,cassandra-2.cassandra');
  expect(JSON.stringify(pod)).not.toContain('"store"');
});

test('schedule, deadline, number and image are those of the props', () => {
  const deployed = new Deployed({
    snapshots: { ...snapshots, schedule: Cron.hourly(), deadline: Duration.hours(1), keep: 48, image: 'registry.example.com/rclone:1.70' },
  });

  expect(deployed.one('CronJob', 'cassandra-snapshots').spec).toMatchObject({
    schedule: '0 * * * *', jobTemplate: { spec: { activeDeadlineSeconds: 3600 } },
  });
  expect(containerOf(deployed, 'snapshots').image).toBe('registry.example.com/rclone:1.70');
  expect(variablesOf(containerOf(deployed, 'snapshots')).KEEP).toBe('48');
});

test('only the container that uploads has the keys of the store, and it has no other secret', () => {
  const deployed = new Deployed({ snapshots });
  const uploader = containerOf(deployed, 'snapshots');

  expect(pathsOf(uploader)).toEqual([
    '/etc/cassandra/stateful/scripts', '/run/secrets/cassandra-snapshots', '/var/lib/cassandra', '/tmp',
  ]);
  expect(pathsOf(deployed.server)).not.toContain('/run/secrets/cassandra-snapshots');
  expect(deployed.pod.volumes).toContainEqual({
    name: 'snapshots-store',
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'store', items: [{ key: 'access', path: 'access-key' }] } },
        { secret: { name: 'store', items: [{ key: 'secret', path: 'secret-key' }] } },
      ],
    },
  });
});

test('the files of the containers are keys of the ConfigMaps that all members have', () => {
  const deployed = new Deployed({ snapshots, restoreFrom });
  const volumes = deployed.pod.volumes.filter(({ name }: any) => /^(snapshots|source)-(scripts|live)$/.test(name));

  expect(volumes).toHaveLength(3);
  for (const { configMap: { name, items } } of volumes) {
    const { data } = deployed.one('ConfigMap', name);
    for (const { key, path } of items) { expect([path, typeof data[key]]).toEqual([path, 'string']); }
  }
  expect(volumes.flatMap(({ configMap }: any) => configMap.items.map(({ path }: any) => path)))
    .toEqual(expect.arrayContaining(['upload.sh', 'fetch.sh', 'store.sh', 'contract.sh', 'first-boot', 'members']));
  expect(containerOf(deployed, 'snapshots').command).toEqual(['sh', '/etc/cassandra/stateful/scripts/upload.sh']);
});

test('the store is a remote of rclone, over TLS', () => {
  const remote = (changes: Partial<ObjectStoreDirectory>) => variablesOf(containerOf(
    new Deployed({ snapshots: { repository: { ...repository, ...changes } } }), 'snapshots',
  ));

  expect(remote({})).toMatchObject({
    REPOSITORY: 'store:backups/shop/cassandra',
    RCLONE_CONFIG_STORE_ENDPOINT: 'https://store.example.com:9000',
    RCLONE_CONFIG_STORE_REGION: 'us-east-1',
    RCLONE_CONFIG_STORE_FORCE_PATH_STYLE: 'false',
  });
  expect(remote({})).not.toHaveProperty('RCLONE_CA_CERT');
  expect(remote({ region: 'eu-1', pathStyle: true, authority: { secret: secret('store-tls'), key: 'ca.crt' } })).toMatchObject({
    RCLONE_CONFIG_STORE_REGION: 'eu-1',
    RCLONE_CONFIG_STORE_FORCE_PATH_STYLE: 'true',
    RCLONE_CA_CERT: '/run/secrets/cassandra-snapshots/ca.crt',
  });
});

test('a member of a restored ring fetches its part before its first start, and the members answer each other', () => {
  const deployed = new Deployed({ restoreFrom, firstBoot: true });
  const fetching = containerOf(deployed, 'restore');

  expect(deployed.pod.initContainers.map(({ name }: any) => name)).toEqual(['restore']);
  expect(variablesOf(fetching)).toMatchObject({
    REPOSITORY: 'store:backups/other', SNAPSHOT: '2026-01-02T01-00-05Z', CLUSTER_NAME: 'orders',
  });
  expect(pathsOf(fetching)).toContain('/etc/cassandra/stateful/live');
  expect(pathsOf(deployed.server)).not.toContain('/run/secrets/cassandra-source');
  expect(deployed.variable('ANSWERS_JOBS')).toBe('true');
  expect(deployed.server.ports).toContainEqual({ containerPort: 7190, name: 'jobs' });
  expect(Manifests.titles(deployed.chart).filter(title => title.startsWith('CronJob'))).toEqual([]);
});

test('isolated members reach the object stores, and only Jobs and members the port by which a snapshot begins', () => {
  const server = NetworkPeer.cidr('10.9.0.0/16');
  const isolated = (props: Partial<CassandraProps>) => Manifests.one(
    new Deployed({ networkAccess: NetworkAccess.isolated(), ...props }).chart, 'NetworkPolicy', 'cassandra',
  ).spec;
  const spec = isolated({ snapshots: { repository: { ...repository, server } } });

  expect(spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.9.0.0/16' } }], ports: [{ port: 9000, protocol: 'TCP' }] });
  expect(spec.ingress.filter(({ ports }: any) => ports?.some(({ port }: any) => port === 7190))).toEqual([{
    from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cassandra-snapshots', 'app.kubernetes.io/part-of': 'cassandra' } } }],
    ports: [{ port: 7190, protocol: 'TCP' }],
  }]);
  const elsewhere = { ...restoreFrom.repository, endpoint: 's3.example.com', server };
  const source = isolated({ restoreFrom: { ...restoreFrom, repository: elsewhere } });
  expect(source.egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.9.0.0/16' } }], ports: [{ port: 443, protocol: 'TCP' }] });
});
