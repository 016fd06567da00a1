import { App, Chart, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Manifests, PostgreSqlAlertsOptions, PostgreSqlArchive, PostgreSqlBackup, PostgreSqlDurability } from 'cdk8s-stateful-app';
import { monitored } from './monitored';
import { AlertCase, GIB, namesOf, PASSED, ready, rulesIn, testAlerts, testMetrics, volume } from '../../support/alerts';
import { testWith } from '../../support/installed';
import { Series, testText } from '../../support/promtool';

const rulesOf = (
  props: Parameters<typeof monitored>[0] = {}, alerts: PostgreSqlAlertsOptions = {},
) => rulesIn(monitored({ ...props, monitoring: { podMonitor: {}, alerts } }).chart);

/** Labels as Patroni and a PodMonitor give them; a series belongs to a member of shop/postgresql if its namespace and pod say so. */
const of = (metric: string, pod: string, namespace = 'shop') => `${metric}{namespace="${namespace}",pod="${pod}",endpoint="patroni",`
  + `scope="postgresql",name="${pod}"}`;
const patroni = (metric: string, pod: string, namespace?: string) => of(`patroni_${metric}`, pod, namespace);

const backup: PostgreSqlBackup = { storage: Size.gibibytes(10) };
const store = Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Store', 'store');
const archive: PostgreSqlArchive = {
  repository: {
    endpoint: 's3.example.com',
    bucket: 'backups',
    path: '/shop',
    accessKey: { secret: store, key: 'id' },
    secretKey: { secret: store, key: 'key' },
  },
  certificate: store,
};

/** Metrics of kube-state-metrics about the CronJob, and about a Job that it, or another one, has created. */
const cronJob = (metric: string, name = 'postgresql-backup') => `kube_cronjob_${metric}{namespace="shop",cronjob="${name}"}`;
const job = (name: string, startedAt: number, failed = false): Series => ({
  [`kube_job_owner{namespace="shop",job_name="${name}",owner_kind="CronJob",owner_name="${name.replace(/-\d+$/, '')}",`
    + 'owner_is_controller="true"}']: '1x720',
  [`kube_job_status_start_time{namespace="shop",job_name="${name}"}`]: `${startedAt}x720`,
  ...failed ? { [`kube_job_failed{namespace="shop",job_name="${name}",condition="true",reason="BackoffLimitExceeded"}`]: '1x720' } : {},
});

const MEMBERS = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

/** Half a day of nothing to complain about: postgresql-0 is the primary, the others have confirmed all of its 100 MB. */
const healthyMembers: Series = Object.fromEntries(MEMBERS.flatMap((pod, ordinal) => {
  const isPrimary = ordinal === 0;
  return [
    [of('up', pod), '1x720'],
    [ready(pod), '1x720'],
    [patroni('postgres_running', pod), '1x720'],
    [patroni('primary', pod), `${isPrimary ? 1 : 0}x720`],
    [patroni('replica', pod), `${isPrimary ? 0 : 1}x720`],
    [patroni('quorum_standby', pod), `${isPrimary ? 0 : 1}x720`],
    [patroni('sync_standby', pod), '0x720'],
    [patroni('postgres_streaming', pod), `${isPrimary ? 0 : 1}x720`],
    [patroni('xlog_location', pod), `${isPrimary ? 1e8 : 0}x720`],
    [patroni('xlog_replayed_location', pod), `${isPrimary ? 0 : 1e8}x720`],
    // the last transaction was an hour before
    [patroni('xlog_replayed_timestamp', pod), `${isPrimary ? 0 : -3600}x720`],
    [patroni('xlog_paused', pod), '0x720'],
    [patroni('dcs_last_seen', pod), '-5+60x720'],
    [patroni('is_paused', pod), '0x720'],
    [patroni('pending_restart', pod), '0x720'],
    [volume('available', `data-${pod}`), `${12 * GIB}x720`],
    [volume('capacity', `data-${pod}`), `${20 * GIB}x720`],
  ];
}));

/** A CronJob that succeeded an hour before, and begins again in a day. */
const healthyJob = (name: string): Series => ({
  ...job(`${name}-1`, -4000),
  [cronJob('created', name)]: '-1000000x720',
  [cronJob('spec_suspend', name)]: '0x720',
  [cronJob('next_schedule_time', name)]: '86400x720',
  [cronJob('status_last_successful_time', name)]: '-3600x720',
});

/** A backup an hour before, of a quarter of its volume, and the next one in a day. */
const healthy: Series = {
  ...healthyMembers,
  ...healthyJob('postgresql-backup'),
  ...healthyJob('postgresql-archive'),
  [volume('available', 'postgresql-backup')]: `${7.5 * GIB}x3`,
  [volume('capacity', 'postgresql-backup')]: `${10 * GIB}x3`,
};

/** A pod that Prometheus does not reach. */
const silent = (pod: string): Series => Object.fromEntries(Object.keys(healthy)
  .filter(series => series.startsWith('patroni_') && series.includes(`pod="${pod}"`)).map(series => [series, '_x720']));

/** Nobody is the primary. The replicas of a set that is not read do not stream. */
const leaderless: Series = {
  [patroni('primary', 'postgresql-0')]: '0x720',
  [patroni('replica', 'postgresql-0')]: '1x720',
  ...Object.fromEntries(MEMBERS.map(pod => [patroni('postgres_streaming', pod), '0x720'])),
};

const cases: Record<string, AlertCase[]> = {
  PostgreSQLNoPrimary: [
    { when: 'no member becomes the primary', series: leaderless, at: '3m', fires: ['PostgreSQLNoPrimary'] },
    {
      when: 'the server of the primary does not run',
      series: { [patroni('postgres_running', 'postgresql-0')]: '0x720' },
      at: '3m',
      fires: ['PostgreSQLNoPrimary'],
    },
    {
      when: 'the primary has no metrics',
      series: { ...silent('postgresql-0'), [of('up', 'postgresql-0')]: '0x720' },
      at: '3m',
      fires: ['PostgreSQLNoPrimary'],
    },
    {
      when: 'a set of the same name elsewhere has a primary',
      series: {
        ...leaderless,
        [patroni('primary', 'postgresql-0', 'stage')]: '1x720',
        [patroni('postgres_running', 'postgresql-0', 'stage')]: '1x720',
      },
      at: '3m',
      fires: ['PostgreSQLNoPrimary'],
    },
    {
      when: 'another member is the primary within a minute and a half',
      series: {
        [patroni('primary', 'postgresql-0')]: '0x720',
        [patroni('primary', 'postgresql-1')]: '0x1 1x720',
        [patroni('replica', 'postgresql-1')]: '1x1 0x720',
        [patroni('xlog_location', 'postgresql-1')]: '0x1 100000000x720',
      },
      at: '3m',
      fires: [],
    },
  ],
  PostgreSQLSeveralPrimaries: [
    {
      when: 'two members run as the primary',
      series: { [patroni('primary', 'postgresql-1')]: '1x720', [patroni('replica', 'postgresql-1')]: '0x720' },
      at: '3m',
      fires: ['PostgreSQLSeveralPrimaries'],
    },
    {
      when: 'a failover lies between two scrapes',
      series: { [patroni('primary', 'postgresql-1')]: '1x1 0x720' },
      at: '3m',
      fires: [],
    },
  ],
  PostgreSQLDown: [
    {
      when: 'a replica does not run',
      series: {
        [patroni('postgres_running', 'postgresql-1')]: '0x720',
        [patroni('quorum_standby', 'postgresql-1')]: '0x720',
      },
      at: '6m',
      fires: ['PostgreSQLDown postgresql-1'],
    },
    { when: 'a replica restarts', series: { [patroni('postgres_running', 'postgresql-1')]: '0x3 1x720' }, at: '6m', fires: [] },
  ],
  PostgreSQLMetricsMissing: [
    {
      when: 'a pod has no metrics',
      series: { ...silent('postgresql-2'), [of('up', 'postgresql-2')]: '0x720' },
      at: '12m',
      fires: ['PostgreSQLMetricsMissing'],
    },
    { when: 'a pod restarts', series: { [of('up', 'postgresql-2')]: '0x5 1x720' }, at: '12m', fires: [] },
  ],
  PostgreSQLNotReady: [
    {
      when: 'a pod is not Ready for a quarter of an hour',
      series: { [ready('postgresql-2')]: '0x720' },
      at: '16m',
      fires: ['PostgreSQLNotReady postgresql-2'],
    },
    { when: 'a pod is Ready after ten minutes', series: { [ready('postgresql-2')]: '0x10 1x720' }, at: '16m', fires: [] },
  ],
  PostgreSQLStoreUnreachable: [
    {
      when: 'a member has not reached the API for minutes',
      series: { [patroni('dcs_last_seen', 'postgresql-1')]: '-5x720' },
      at: '5m',
      fires: ['PostgreSQLStoreUnreachable postgresql-1'],
    },
    {
      when: 'the last sample is half a minute old when the rule is evaluated',
      series: { [patroni('dcs_last_seen', 'postgresql-1')]: '-30+60x720' },
      at: '5m',
      fires: [],
    },
  ],
  PostgreSQLPaused: [
    {
      when: 'Patroni has been paused for an hour',
      series: Object.fromEntries(MEMBERS.map(pod => [patroni('is_paused', pod), '1x720'])),
      at: '62m',
      fires: ['PostgreSQLPaused'],
    },
    {
      when: 'it was paused for half an hour',
      series: Object.fromEntries(MEMBERS.map(pod => [patroni('is_paused', pod), '1x30 0x720'])),
      at: '62m',
      fires: [],
    },
  ],
  PostgreSQLPendingRestart: [
    {
      when: 'a member needs a restart',
      series: { [patroni('pending_restart', 'postgresql-0')]: '1x720' },
      at: '62m',
      fires: ['PostgreSQLPendingRestart postgresql-0'],
    },
    {
      when: 'it is restarted within half an hour',
      series: { [patroni('pending_restart', 'postgresql-0')]: '1x30 0x720' },
      at: '62m',
      fires: [],
    },
  ],
  PostgreSQLReplicationStopped: [
    {
      when: 'a replica does not stream',
      series: { [patroni('postgres_streaming', 'postgresql-2')]: '0x720' },
      at: '6m',
      fires: ['PostgreSQLReplicationStopped postgresql-2'],
    },
    { when: 'it reconnects', series: { [patroni('postgres_streaming', 'postgresql-2')]: '0x3 1x720' }, at: '6m', fires: [] },
  ],
  PostgreSQLReplicaLag: [
    {
      when: 'a replica has replayed a transaction of 61 seconds ago, and lacks 2 MB',
      series: {
        [patroni('xlog_replayed_timestamp', 'postgresql-2')]: '-61+60x720',
        [patroni('xlog_replayed_location', 'postgresql-2')]: `${1e8 - 2e6}x720`,
      },
      at: '8m',
      fires: ['PostgreSQLReplicaLag postgresql-2'],
    },
    {
      when: 'a replica has replayed a transaction of 60 seconds ago',
      series: {
        [patroni('xlog_replayed_timestamp', 'postgresql-2')]: '-60+60x720',
        [patroni('xlog_replayed_location', 'postgresql-2')]: `${1e8 - 2e6}x720`,
      },
      at: '8m',
      fires: [],
    },
    {
      when: 'the primary has had no transaction for an hour, and writes a few pages',
      series: { [patroni('xlog_replayed_location', 'postgresql-2')]: `${1e8 - 1e6}x720` },
      at: '8m',
      fires: [],
    },
    {
      when: 'a replica that was cloned has replayed no transaction yet',
      series: {
        [patroni('xlog_replayed_timestamp', 'postgresql-2')]: '0x720',
        [patroni('xlog_replayed_location', 'postgresql-2')]: `${1e8 - 2e6}x720`,
      },
      at: '8m',
      fires: [],
    },
  ],
  PostgreSQLReplayPaused: [
    {
      when: 'a replica does not replay',
      series: { [patroni('xlog_paused', 'postgresql-1')]: '1x720' },
      at: '6m',
      fires: ['PostgreSQLReplayPaused postgresql-1'],
    },
    { when: 'it continues', series: { [patroni('xlog_paused', 'postgresql-1')]: '1x3 0x720' }, at: '6m', fires: [] },
  ],
  PostgreSQLTooFewSynchronousReplicas: [
    {
      when: 'no replica confirms commits',
      series: Object.fromEntries(MEMBERS.map(pod => [patroni('quorum_standby', pod), '0x720'])),
      at: '3m',
      fires: ['PostgreSQLTooFewSynchronousReplicas'],
    },
    { when: 'one replica confirms them', series: { [patroni('quorum_standby', 'postgresql-1')]: '0x720' }, at: '3m', fires: [] },
    {
      when: 'the replica is one that Patroni has chosen',
      series: {
        ...Object.fromEntries(MEMBERS.map(pod => [patroni('quorum_standby', pod), '0x720'])),
        [patroni('sync_standby', 'postgresql-1')]: '1x720',
      },
      at: '3m',
      fires: [],
    },
    {
      when: 'there is no primary either',
      series: { ...leaderless, ...Object.fromEntries(MEMBERS.map(pod => [patroni('quorum_standby', pod), '0x720'])) },
      at: '3m',
      fires: ['PostgreSQLNoPrimary'],
    },
  ],
  PostgreSQLVolumeFilling: [
    {
      when: 'a volume loses 2 GiB an hour and has 6 GiB left',
      series: { [volume('available', 'data-postgresql-1')]: `${18 * GIB}-${GIB / 30}x720` },
      at: '6h40m',
      fires: ['PostgreSQLVolumeFilling data-postgresql-1'],
    },
    {
      when: 'a volume with 6 GiB left loses nothing',
      series: { [volume('available', 'data-postgresql-1')]: `${6 * GIB}x720` },
      at: '6h',
      fires: [],
    },
  ],
  PostgreSQLVolumeAlmostFull: [
    {
      when: 'a volume has less than 5 % left',
      series: { [volume('available', 'data-postgresql-1')]: `${0.9 * GIB}x720` },
      at: '6m',
      fires: ['PostgreSQLVolumeAlmostFull data-postgresql-1'],
    },
    { when: 'a volume has 6 % left', series: { [volume('available', 'data-postgresql-1')]: `${1.2 * GIB}x720` }, at: '6m', fires: [] },
  ],
  PostgreSQLBackupFailed: [
    { when: 'the last Job failed', series: job('postgresql-backup-2', -100, true), at: '2m', fires: ['PostgreSQLBackupFailed'] },
    { when: 'a later Job has succeeded', series: job('postgresql-backup-0', -8000, true), at: '2m', fires: [] },
  ],
  PostgreSQLBackupMissing: [
    { when: 'the CronJob is suspended', series: { [cronJob('spec_suspend')]: '1x720' }, at: '62m', fires: ['PostgreSQLBackupMissing'] },
    { when: 'it was suspended for half an hour', series: { [cronJob('spec_suspend')]: '1x30 0x720' }, at: '62m', fires: [] },
  ],
  PostgreSQLBackupTooOld: [
    {
      when: 'the last dump is older than a day and twelve hours',
      series: { [cronJob('status_last_successful_time')]: '-130000x720' },
      at: '6m',
      fires: ['PostgreSQLBackupTooOld'],
    },
    { when: 'it is younger', series: { [cronJob('status_last_successful_time')]: '-129000x720' }, at: '6m', fires: [] },
  ],
  PostgreSQLBackupVolumeAlmostFull: [
    {
      when: 'the last Job left less than a tenth of the volume, hours ago',
      series: { [volume('available', 'postgresql-backup')]: `${0.9 * GIB}x3` },
      at: '8h',
      fires: ['PostgreSQLBackupVolumeAlmostFull'],
    },
    { when: 'it left a tenth', series: { [volume('available', 'postgresql-backup')]: `${GIB}x3` }, at: '8h', fires: [] },
  ],
};

for (const alert of ['Failed', 'Missing', 'TooOld']) {
  cases[`PostgreSQLArchive${alert}`] = cases[`PostgreSQLBackup${alert}`].map(({ when, series, at, fires }) => ({
    when,
    series: Object.fromEntries(Object.entries(series)
      .map(([name, values]) => [name.replace(/postgresql-backup/g, 'postgresql-archive'), values])),
    at,
    fires: fires.map(fired => fired.replace('Backup', 'Archive')),
  }));
}

const { chart } = monitored({ backup, archive, monitoring: { podMonitor: {}, alerts: {} } });

testAlerts({ chart, set: 'postgresql', healthy, quietAt: ['1m', '20m', '6h', '12h'], cases });
testMetrics(chart, `${__dirname}/metrics.txt`);

testWith('promtool')('an alert names its pod, and has the labels by which Alertmanager routes it', () => {
  const labels = {
    namespace: 'shop',
    statefulset: 'postgresql',
    severity: 'warning',
    pod: 'postgresql-1',
    endpoint: 'patroni',
    scope: 'postgresql',
    name: 'postgresql-1',
  };

  expect(testText(chart, { ...healthy, [patroni('dcs_last_seen', 'postgresql-1')]: '-5x720' }, '5m', 'PostgreSQLStoreUnreachable', labels, {
    summary: 'Members of PostgreSQL shop/postgresql do not reach the Kubernetes API.',
    description: 'Patroni in postgresql-1 has not reached the Kubernetes API for 5m 5s. No member can replace the primary in the meantime, '
      + 'and a primary that does not reach the other members either stops accepting writes.',
    runbook_url: 'https://example.invalid/cdk8s-stateful-app/runbooks/PostgreSQLStoreUnreachable',
  })).toEqual(PASSED);
});

describe('the alerts follow the props', () => {
  const find = (alert: string, ...args: Parameters<typeof rulesOf>) => rulesOf(...args).find(rule => rule.alert === alert);

  test('a single member has no alert about replication', () => {
    expect(namesOf(rulesOf({ replicas: 1 })).filter(name => /Repl|Synchronous/.test(name))).toEqual([]);
  });

  test('asynchronous replication has no alert about replicas that confirm commits', () => {
    const { asynchronous } = PostgreSqlDurability;

    expect(namesOf(rulesOf({ durability: asynchronous() })).filter(name => /Synchronous/.test(name))).toEqual([]);
  });

  test('the number of replicas that must confirm is the declared one, and the text says what commits do without them', () => {
    const two = find('PostgreSQLTooFewSynchronousReplicas', { durability: PostgreSqlDurability.synchronous({ standbys: 2 }) });
    const alone = find('PostgreSQLTooFewSynchronousReplicas', { durability: PostgreSqlDurability.quorum({ allowAlone: true }) });

    expect(two.expr).toContain('< 2');
    expect(two.annotations.description).toMatch(/Commits wait/);
    expect(alone.annotations.description).toMatch(/acknowledges commits alone/);
  });

  test('without backups, no alert is about them', () => {
    expect(namesOf(rulesOf()).filter(name => /Backup|Archive/.test(name))).toEqual([]);
    expect(namesOf(rulesOf({ backup })).filter(name => /Backup|Archive/.test(name))).toHaveLength(4);
    expect(namesOf(rulesOf({ archive })).filter(name => /Backup|Archive/.test(name))).toHaveLength(3);
  });

  test('the limits can be set', () => {
    const limits = { replicaLag: Duration.minutes(5), startTime: Duration.hours(2), backupAge: Duration.hours(30) };

    expect(find('PostgreSQLReplicaLag', {}, limits).expr).toContain('> 300 and');
    expect(find('PostgreSQLNotReady', {}, limits).for).toBe('2h');
    expect(find('PostgreSQLBackupTooOld', { backup }, limits).expr).toMatch(/> 108000$/);
  });

  test('the name, the namespace and the number of members are those of the set', () => {
    const text = JSON.stringify(rulesOf({ name: 'orders', namespace: 'prod', replicas: 5, backup }).map(({ expr }) => expr));

    expect(text).not.toMatch(/shop|"postgresql-/);
    expect(text).toContain('pod=~\\"orders-[0-9]+\\"');
    expect(text).toContain('persistentvolumeclaim=~\\"data-orders-[0-9]+\\"');
    expect(text).toContain('< 5');
  });

  test('the PodMonitor reads the port of Patroni', () => {
    expect(Manifests.one(chart, 'PodMonitor').spec.podMetricsEndpoints).toMatchObject([{ port: 'patroni' }]);
  });
});
