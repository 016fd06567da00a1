import { Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { JobCleanup, Manifests, NetworkAccess, NetworkPeer, PostgreSqlArchive, PostgreSqlPermission } from 'cdk8s-stateful-app';
import { monitored } from './monitored';

const backup = { storage: Size.gibibytes(10) };
const store = (key: string) => ({ secret: Secret.fromSecretName(monitored().chart, 'Store', 'store'), key });
const repository = (path: string) => ({
  endpoint: 'store.example.com:9000', bucket: 'backups', path, accessKey: store('access'), secretKey: store('secret'), pathStyle: true,
});
const archive: PostgreSqlArchive = {
  repository: { ...repository('/shop'), passphrase: store('passphrase'), authority: store('ca.crt') },
  certificate: Secret.fromSecretName(monitored().chart, 'Tls', 'archive-tls'),
};
const isolated = { networkAccess: NetworkAccess.isolated(), apiServer: NetworkPeer.cidr('10.0.0.1/32'), monitoring: undefined };

const containerOf = (chart: Parameters<typeof Manifests.one>[0], cronJob: string) => Manifests
  .one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.template.spec.containers[0];
const fileOf = (chart: Parameters<typeof Manifests.one>[0], configMap: string, text: RegExp) => Object
  .values<string>(Manifests.one(chart, 'ConfigMap', configMap).data).find(file => text.test(file)) ?? '';

test.each([
  'postgresql-backup', 'postgresql-restore',
])('the Job %s connects to the primary by a name that every certificate has', cronJob => {
  const { chart } = monitored({ backup });

  expect(containerOf(chart, cronJob).env).toContainEqual({ name: 'SERVER', value: 'postgresql-primary' });
});

test('a Job that restores has places for the name of a dump and of a database', () => {
  const { chart } = monitored({ backup });

  expect(containerOf(chart, 'postgresql-restore').env).toEqual(expect.arrayContaining([
    { name: 'DUMP', value: '' }, { name: 'DATABASE', value: '' },
  ]));
  expect(Manifests.one(chart, 'CronJob', 'postgresql-restore').spec.suspend).toBe(true);
});

test.each([
  ['postgresql-backup', 5432], ['postgresql-restore', 5432], ['postgresql-archive', 8432],
])('with network policies, the pods of %s reach port %i of the members', (cronJob, port) => {
  const server = NetworkPeer.cidr('10.1.0.0/16');
  const { chart } = monitored({ ...isolated, backup, archive: { ...archive, repository: { ...archive.repository, server } } });
  const { labels } = Manifests.one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.template.metadata;
  const { podSelector, egress } = Manifests.one(chart, 'NetworkPolicy', cronJob).spec;

  expect(labels).toMatchObject(podSelector.matchLabels);
  expect(JSON.stringify(egress)).toContain(`"port":${port}`);
});

describe('an archive', () => {
  const { chart } = monitored({ archive });
  const config = fileOf(chart, 'postgresql-files', /^\[global\]/);

  test('has the address of the object store and no secret in the configuration', () => {
    expect(config).toContain('repo1-s3-endpoint=store.example.com\nrepo1-storage-port=9000\n');
    expect(config).toContain('repo1-s3-uri-style=path');
    expect(config).toContain('repo1-cipher-type=aes-256-cbc');
    expect(config).not.toMatch(/s3-key|cipher-pass/);
  });

  test('lets the server send each file of the write-ahead log, and pgBackRest accepts the command, because it has its name', () => {
    expect(fileOf(chart, 'postgresql-files', /^scope:/)).toMatch(/archive_command: .*pgbackrest-push\.sh "%p"/);
    expect(fileOf(chart, 'postgresql-files', /^scope:/)).toMatch(/archive_mode: "?on"?/);
  });

  test('is read by the Job from all members, and by preference from a replica', () => {
    const ofJob = fileOf(chart, 'postgresql-archive', /^\[global\]/);

    expect(ofJob.match(/^pg\d-host=.*$/gm)).toEqual([
      'pg1-host=postgresql-0.postgresql', 'pg2-host=postgresql-1.postgresql', 'pg3-host=postgresql-2.postgresql',
    ]);
    expect(ofJob).toContain('backup-standby=prefer');
  });

  test('has a retention in days', () => {
    const { chart: other } = monitored({ archive: { ...archive, retention: Duration.days(30) } });

    expect(config).toContain('repo1-retention-full-type=time\nrepo1-retention-full=14\n');
    expect(fileOf(other, 'postgresql-files', /^\[global\]/)).toContain('repo1-retention-full=30\n');
  });
});

test('a set that is restored gets the point in time in the form that the server reads', () => {
  const { chart } = monitored({ restoreFrom: { repository: repository('/other'), targetTime: '2026-01-02T03:04:05Z' } });
  const [bootstrap] = Manifests.one(chart, 'StatefulSet').spec.template.spec.initContainers;

  expect(bootstrap.env).toContainEqual({ name: 'RECOVERY_TARGET', value: '2026-01-02 03:04:05+00' });
});

describe('declared databases and users', () => {
  const { chart, postgresql } = monitored({ accountsJob: { cleanup: JobCleanup.never() } });
  postgresql.addDatabase('orders', { owner: 'orders', extensions: ['pg_trgm'] });
  postgresql.addUser('orders', { password: store('orders') });
  postgresql.addUser('a report', { password: store('report'), permissions: [PostgreSqlPermission.read('orders')] });
  const [job] = Manifests.all(chart, 'Job');

  test('are lines in the order in which they can be applied', () => {
    expect(fileOf(chart, 'postgresql-accounts', /^user\t/)).toBe([
      'user\torders\t0', 'user\ta report\t1', 'database\torders\torders', 'extension\tpg_trgm\torders',
      'read\ta report\torders\tpublic', '',
    ].join('\n'));
  });

  test('reach the Job as files, so that neither the command nor the environment has a password', () => {
    const { containers: [container], volumes } = job.spec.template.spec;

    expect(JSON.stringify([container.command, container.env])).not.toMatch(/secret/i);
    expect(JSON.stringify(volumes)).toContain('"key":"report"');
  });

  test('are applied by a Job that follows accountsJob', () => {
    expect(job.metadata.name).toMatch(/^postgresql-accounts-[0-9a-f]+$/);
    expect(job.spec.ttlSecondsAfterFinished).toBeUndefined();
  });
});
