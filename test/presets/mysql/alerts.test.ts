import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Durability, Manifests, MySqlAlertsOptions, MySqlBackup, MySqlSource, MySqlTopology } from 'cdk8s-stateful-app';
import { monitored } from './monitored';
import { PROJECT } from '../../../src/values/project';
import { AlertCase, GIB, namesOf, PASSED, ready, rulesIn, testAlerts, volume } from '../../support/alerts';
import { testWith } from '../../support/installed';
import { Series, testRules, testText } from '../../support/promtool';

const rulesOf = (
  props: Parameters<typeof monitored>[0] = {}, alerts: MySqlAlertsOptions = {},
) => rulesIn(monitored({ ...props, monitoring: { podMonitor: {}, alerts } }).chart);

/** Labels as a PodMonitor gives them; a series belongs to a member of shop/mysql if its namespace and pod say so. */
const of = (metric: string, pod: string, more = '') => `${metric}{namespace="shop",pod="${pod}",container="exporter"${more}}`;
const status = (metric: string, pod: string) => of(`mysql_global_status_${metric}`, pod);
const variable = (metric: string, pod: string) => of(`mysql_global_variables_${metric}`, pod);
const replication = (
  metric: string, pod: string,
) => of(`mysql_slave_status_${metric}`, pod, ',master_host="mysql-0.mysql",master_uuid="a",channel_name="",connection_name=""');

const backup: MySqlBackup = {
  password: { secret: Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Backup', 'backup'), key: 'password' },
  storage: Size.gibibytes(10),
};

/** Metrics of kube-state-metrics about the CronJob, and about a Job that it, or another one, has created. */
const cronJob = (metric: string) => `kube_cronjob_${metric}{namespace="shop",cronjob="mysql-backup"}`;
const job = (name: string, startedAt: number, cron = 'mysql-backup', failed = false): Series => ({
  [`kube_job_owner{namespace="shop",job_name="${name}",owner_kind="CronJob",owner_name="${cron}",owner_is_controller="true"}`]: '1x720',
  [`kube_job_status_start_time{namespace="shop",job_name="${name}"}`]: `${startedAt}x720`,
  ...failed ? { [`kube_job_failed{namespace="shop",job_name="${name}",condition="true",reason="BackoffLimitExceeded"}`]: '1x720' } : {},
});

/** Half a day of nothing to complain about: mysql-0 is the primary, 12 of 151 connections, 12 of 20 GiB free. */
const healthyMembers: Series = Object.fromEntries(['mysql-0', 'mysql-1', 'mysql-2'].flatMap((pod, ordinal) => [
  [of('up', pod), '1x720'],
  [of('mysql_up', pod), '1x720'],
  [ready(pod), '1x720'],
  [variable('read_only', pod), `${ordinal === 0 ? 0 : 1}x720`],
  [variable('max_connections', pod), '151x720'],
  [status('threads_connected', pod), '12x720'],
  [status('rpl_semi_sync_source_status', pod), `${ordinal === 0 ? 1 : 0}x720`],
  [status('rpl_semi_sync_source_clients', pod), `${ordinal === 0 ? 2 : 0}x720`],
  [volume('available', `data-${pod}`), `${12 * GIB}x720`],
  [volume('capacity', `data-${pod}`), `${20 * GIB}x720`],
  ...ordinal === 0 ? [] : [
    [replication('replica_io_running', pod), '1x720'],
    [replication('replica_sql_running', pod), '1x720'],
    [replication('seconds_behind_source', pod), '0x720'],
  ],
]));

/** A backup an hour before, of a quarter of its volume, and the next one in a day. */
const healthy: Series = {
  ...healthyMembers,
  ...job('mysql-backup-1', -4000),
  [cronJob('created')]: '-1000000x720',
  [cronJob('spec_suspend')]: '0x720',
  [cronJob('next_schedule_time')]: '86400x720',
  [cronJob('status_last_successful_time')]: '-3600x720',
  [volume('available', 'mysql-backup')]: `${7.5 * GIB}x3`,
  [volume('capacity', 'mysql-backup')]: `${10 * GIB}x3`,
};

/** What an exporter no longer says when its server does not answer; the kubelet and kube-state-metrics still speak. */
const silent = (pod: string): Series => Object.fromEntries(Object.keys(healthy)
  .filter(series => series.startsWith('mysql_') && !series.startsWith('mysql_up') && series.includes(`pod="${pod}"`))
  .map(series => [series, '_x720']));

const cases: Record<string, AlertCase[]> = {
  MySQLNoWritablePrimary: [
    {
      when: 'the primary stays read-only',
      series: { [variable('read_only', 'mysql-0')]: '1x720' },
      at: '3m',
      fires: ['MySQLNoWritablePrimary'],
    },
    {
      when: 'the primary does not answer',
      series: { ...silent('mysql-0'), [of('mysql_up', 'mysql-0')]: '0x720' },
      at: '3m',
      fires: ['MySQLNoWritablePrimary'],
    },
    {
      when: 'the primary comes back within a minute and a half',
      series: { [variable('read_only', 'mysql-0')]: '1x1 0x720' },
      at: '3m',
      fires: [],
    },
    {
      when: 'a set of the same name elsewhere is writable',
      series: {
        [variable('read_only', 'mysql-0')]: '1x720', 'mysql_global_variables_read_only{namespace="stage",pod="mysql-0"}': '0x720',
      },
      at: '3m',
      fires: ['MySQLNoWritablePrimary'],
    },
  ],
  MySQLSeveralWritablePrimaries: [
    {
      when: 'a replica takes writes',
      series: {
        [variable('read_only', 'mysql-1')]: '0x720',
        [status('rpl_semi_sync_source_status', 'mysql-1')]: '1x720',
        [status('rpl_semi_sync_source_clients', 'mysql-1')]: '1x720',
      },
      at: '3m',
      fires: ['MySQLSeveralWritablePrimaries'],
    },
    { when: 'a switch-over overlaps for one scrape', series: { [variable('read_only', 'mysql-1')]: '0x1 1x720' }, at: '3m', fires: [] },
    {
      when: 'another set of the namespace has a primary',
      series: { [variable('read_only', 'mysql-orders-0')]: '0x720' },
      at: '3m',
      fires: [],
    },
  ],
  MySQLDown: [
    {
      when: 'a server does not answer',
      series: { ...silent('mysql-2'), [of('mysql_up', 'mysql-2')]: '0x720' },
      at: '6m',
      fires: ['MySQLDown mysql-2'],
    },
    { when: 'a server restarts', series: { [of('mysql_up', 'mysql-2')]: '0x3 1x720' }, at: '6m', fires: [] },
  ],
  MySQLMetricsMissing: [
    {
      when: 'Prometheus does not reach an exporter',
      series: { ...silent('mysql-2'), [of('mysql_up', 'mysql-2')]: '_x720', [of('up', 'mysql-2')]: '0x720' },
      at: '11m',
      fires: ['MySQLMetricsMissing'],
    },
    {
      when: 'Prometheus does not know a pod',
      series: { ...silent('mysql-2'), [of('mysql_up', 'mysql-2')]: '_x720', [of('up', 'mysql-2')]: '_x720' },
      at: '11m',
      fires: ['MySQLMetricsMissing'],
    },
    {
      when: 'Prometheus knows none of the pods',
      series: Object.fromEntries(Object.keys(healthy).map(series => [series, '_x720'])),
      at: '11m',
      fires: ['MySQLMetricsMissing', 'MySQLNoWritablePrimary'],
    },
    {
      when: 'another container of the pod has no metrics',
      series: { 'up{namespace="shop",pod="mysql-2",container="proxy"}': '0x720' },
      at: '11m',
      fires: [],
    },
  ],
  MySQLNotReady: [
    {
      when: 'a member is not Ready for a quarter of an hour',
      series: { [ready('mysql-1')]: '0x720' },
      at: '16m',
      fires: ['MySQLNotReady mysql-1'],
    },
    { when: 'a member is Ready after fourteen minutes', series: { [ready('mysql-1')]: '0x13 1x720' }, at: '16m', fires: [] },
  ],
  MySQLReplicationStopped: [
    {
      when: 'the SQL thread ends with an error',
      series: { [replication('replica_sql_running', 'mysql-1')]: '0x720' },
      at: '6m',
      fires: ['MySQLReplicationStopped mysql-1'],
    },
    {
      when: 'the IO thread does not connect',
      series: { [replication('replica_io_running', 'mysql-1')]: '0x720' },
      at: '6m',
      fires: ['MySQLReplicationStopped mysql-1'],
    },
    {
      when: 'a replica has no channel',
      series: {
        [replication('replica_io_running', 'mysql-1')]: '_x720',
        [replication('replica_sql_running', 'mysql-1')]: '_x720',
        [replication('seconds_behind_source', 'mysql-1')]: '_x720',
      },
      at: '6m',
      fires: ['MySQLReplicationStopped mysql-1'],
    },
    {
      when: 'a replica reconnects after three minutes',
      series: { [replication('replica_io_running', 'mysql-1')]: '0x3 1x720' },
      at: '6m',
      fires: [],
    },
    {
      when: 'there is no primary to connect to',
      series: {
        ...silent('mysql-0'),
        [of('mysql_up', 'mysql-0')]: '0x720',
        [replication('replica_io_running', 'mysql-1')]: '0x720',
        [replication('replica_io_running', 'mysql-2')]: '0x720',
      },
      at: '6m',
      fires: ['MySQLDown mysql-0', 'MySQLNoWritablePrimary'],
    },
  ],
  MySQLReplicaLag: [
    {
      when: 'a replica is 61 seconds behind',
      series: { [replication('seconds_behind_source', 'mysql-2')]: '61x720' },
      at: '6m',
      fires: ['MySQLReplicaLag mysql-2'],
    },
    {
      when: 'a replica is 60 seconds behind',
      series: { [replication('seconds_behind_source', 'mysql-2')]: '60x720' },
      at: '6m',
      fires: [],
    },
  ],
  MySQLSemiSyncOff: [
    {
      when: 'the primary goes on asynchronously',
      series: { [status('rpl_semi_sync_source_status', 'mysql-0')]: '0x720' },
      at: '2m',
      fires: ['MySQLSemiSyncOff mysql-0'],
    },
    {
      when: 'the primary has no such plugin',
      series: { [status('rpl_semi_sync_source_status', 'mysql-0')]: '_x720' },
      at: '2m',
      fires: ['MySQLSemiSyncOff mysql-0'],
    },
    {
      when: 'a replica does not wait for others',
      series: { [status('rpl_semi_sync_source_status', 'mysql-1')]: '0x720' },
      at: '2m',
      fires: [],
    },
  ],
  MySQLNoSemiSyncReplica: [
    {
      when: 'nobody acknowledges',
      series: { [status('rpl_semi_sync_source_clients', 'mysql-0')]: '0x720' },
      at: '3m',
      fires: ['MySQLNoSemiSyncReplica mysql-0'],
    },
    { when: 'one replica still does', series: { [status('rpl_semi_sync_source_clients', 'mysql-0')]: '1x720' }, at: '3m', fires: [] },
  ],
  MySQLConnectionsNearLimit: [
    {
      when: '121 of 151 connections are in use',
      series: { [status('threads_connected', 'mysql-0')]: '121x720' },
      at: '6m',
      fires: ['MySQLConnectionsNearLimit mysql-0'],
    },
    { when: '120 of 151 connections are in use', series: { [status('threads_connected', 'mysql-0')]: '120x720' }, at: '6m', fires: [] },
  ],
  MySQLVolumeFilling: [
    {
      when: 'the last 7 GiB go within a day',
      series: { [volume('available', 'data-mysql-1')]: `${13 * GIB}-${10 * 2 ** 20}x720` },
      at: '10h',
      fires: ['MySQLVolumeFilling data-mysql-1'],
    },
    {
      when: 'the last 7 GiB last for days',
      series: { [volume('available', 'data-mysql-1')]: `${7 * GIB}-${2 ** 20}x720` },
      at: '10h',
      fires: [],
    },
    {
      when: 'a nightly job needs 3 GiB for an hour',
      series: { [volume('available', 'data-mysql-1')]: `${10 * GIB}x420 ${10 * GIB}-${50 * 2 ** 20}x60 ${10 * GIB}x300` },
      at: '8h',
      fires: [],
    },
    {
      when: 'the volume of another set fills up',
      series: {
        [volume('available', 'data-mysql-orders-1')]: `${7 * GIB}-${10 * 2 ** 20}x720`,
        [volume('capacity', 'data-mysql-orders-1')]: `${20 * GIB}x720`,
      },
      at: '10h',
      fires: [],
    },
  ],
  MySQLVolumeAlmostFull: [
    {
      when: 'less than a twentieth is left',
      series: { [volume('available', 'data-mysql-0')]: `${0.9 * GIB}x720` },
      at: '6m',
      fires: ['MySQLVolumeAlmostFull data-mysql-0'],
    },
    { when: 'a twentieth is left', series: { [volume('available', 'data-mysql-0')]: `${GIB}x720` }, at: '6m', fires: [] },
  ],
  MySQLBackupFailed: [
    {
      when: 'a Job failed after the last success',
      series: job('mysql-backup-2', 60, 'mysql-backup', true),
      at: '3m',
      fires: ['MySQLBackupFailed'],
    },
    {
      when: 'a Job that was made by hand failed',
      series: job('before-the-upgrade', 60, 'mysql-backup', true),
      at: '3m',
      fires: ['MySQLBackupFailed'],
    },
    {
      when: 'the first Job of all failed',
      series: { ...job('mysql-backup-2', 60, 'mysql-backup', true), [cronJob('status_last_successful_time')]: '_x720' },
      at: '3m',
      fires: ['MySQLBackupFailed'],
    },
    {
      when: 'a later Job succeeded',
      series: { ...job('mysql-backup-2', 60, 'mysql-backup', true), [cronJob('status_last_successful_time')]: '-3600x4 300x715' },
      at: '10m',
      fires: [],
    },
    { when: 'a restore failed', series: job('restore', 60, 'mysql-restore', true), at: '3m', fires: [] },
  ],
  MySQLBackupMissing: [
    { when: 'the CronJob is suspended', series: { [cronJob('spec_suspend')]: '1x720' }, at: '62m', fires: ['MySQLBackupMissing'] },
    {
      when: 'the CronJob does not exist',
      series: Object.fromEntries(Object.keys(healthy).filter(name => name.startsWith('kube_cronjob')).map(name => [name, '_x720'])),
      at: '62m',
      fires: ['MySQLBackupMissing'],
    },
    {
      when: 'the scheduled time passed an hour ago',
      series: { [cronJob('next_schedule_time')]: '-3700x720' },
      at: '62m',
      fires: ['MySQLBackupMissing'],
    },
    {
      when: 'no Job has succeeded in two days',
      series: { [cronJob('created')]: '-172800x720', [cronJob('status_last_successful_time')]: '_x720' },
      at: '62m',
      fires: ['MySQLBackupMissing'],
    },
    {
      when: 'the CronJob is an hour old',
      series: { [cronJob('created')]: '-3600x720', [cronJob('status_last_successful_time')]: '_x720' },
      at: '62m',
      fires: [],
    },
  ],
  MySQLBackupTooOld: [
    {
      when: 'the last backup is older than a day and twelve hours',
      series: { [cronJob('status_last_successful_time')]: '-130000x720' },
      at: '6m',
      fires: ['MySQLBackupTooOld'],
    },
    { when: 'it is younger', series: { [cronJob('status_last_successful_time')]: '-129000x720' }, at: '6m', fires: [] },
  ],
  MySQLBackupVolumeAlmostFull: [
    {
      when: 'the last Job left less than a tenth of the volume, hours ago',
      series: { [volume('available', 'mysql-backup')]: `${0.9 * GIB}x3` },
      at: '8h',
      fires: ['MySQLBackupVolumeAlmostFull'],
    },
    { when: 'it left a tenth', series: { [volume('available', 'mysql-backup')]: `${GIB}x3` }, at: '8h', fires: [] },
  ],
};

/** A member of a group, as the member in the pod reports it. */
const view = (pod: string, member: string, state = 'ONLINE') => of('mysql_perf_schema_replication_group_member_info', pod,
  `,channel_name="group_replication_applier",member_host="${member}.mysql",member_state="${state}"`);
/** When the transaction that a worker applies was committed by the primary; 0 without a transaction. */
const applying = (pod: string, worker = 1) => of('mysql_perf_schema_applying_transaction_original_commit_timestamp_seconds', pod,
  `,channel_name="group_replication_applier",member_id="${worker}"`);

const MEMBERS = ['mysql-0', 'mysql-1', 'mysql-2'];

/** Half a day of a group that has nothing to complain about. */
const healthyGroup: Series = {
  ...Object.fromEntries(Object.entries(healthyMembers).filter(([series]) => !/slave_status|semi_sync/.test(series))),
  ...Object.fromEntries(MEMBERS.flatMap(pod => MEMBERS.map(member => [view(pod, member), '1x720']))),
  ...Object.fromEntries(MEMBERS.flatMap(pod => [[applying(pod), '0x720'], [applying(pod, 2), '0x720']])),
};

/** A member that is gone from the view of the others. */
const goneFromViews = (gone: string): Series => Object.fromEntries(MEMBERS.filter(pod => pod !== gone)
  .map(pod => [view(pod, gone), '_x720']));

const groupCases: Record<string, AlertCase[]> = {
  ...Object.fromEntries(Object.entries(cases).filter(([alert]) => !/Repl|SemiSync|Backup/.test(alert))),
  MySQLGroupMemberMissing: [
    { when: 'the others have expelled a member', series: goneFromViews('mysql-2'), at: '6m', fires: ['MySQLGroupMemberMissing'] },
    {
      when: 'a member does not finish its recovery',
      series: Object.fromEntries(MEMBERS.flatMap(pod => [[view(pod, 'mysql-2'), '_x720'], [view(pod, 'mysql-2', 'RECOVERING'), '1x720']])),
      at: '6m',
      fires: ['MySQLGroupMemberMissing'],
    },
    {
      when: 'a member is in no group and knows only itself',
      series: {
        ...Object.fromEntries(MEMBERS.map(member => [view('mysql-1', member), '_x720'])), [view('mysql-1', 'mysql-1', 'OFFLINE')]: '1x720',
      },
      at: '6m',
      fires: ['MySQLGroupMemberMissing'],
    },
    {
      when: 'a member is in the group again after three minutes',
      series: { [view('mysql-0', 'mysql-2')]: '_x3 1x720', [view('mysql-1', 'mysql-2')]: '_x3 1x720' },
      at: '6m',
      fires: [],
    },
    {
      when: 'kubectl scale has added a member',
      series: Object.fromEntries(MEMBERS.map(pod => [view(pod, 'mysql-3'), '1x720'])),
      at: '6m',
      fires: [],
    },
  ],
  MySQLGroupLag: [
    {
      when: 'a secondary applies transactions of 61 seconds ago',
      series: { [applying('mysql-2', 2)]: '-61+60x720' },
      at: '8m',
      fires: ['MySQLGroupLag mysql-2'],
    },
    { when: 'a secondary applies transactions of 60 seconds ago', series: { [applying('mysql-2')]: '-60+60x720' }, at: '8m', fires: [] },
    {
      when: 'the last sample is a minute old when the rule is evaluated',
      series: { [applying('mysql-2')]: '-10+60x720' },
      at: '8m',
      fires: [],
    },
  ],
};

const { chart } = monitored({ backup, monitoring: { podMonitor: {}, alerts: {} } });

describe('of a set that follows a source', () => {
  const secret = Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Source', 'source');
  const sourceWith = (cutOver: boolean) => MySqlSource.external({
    host: 'old', user: 'follower', password: { secret, key: 'password' }, cutOver,
  });
  const following = monitored({ source: sourceWith(false), monitoring: { podMonitor: {}, alerts: {} } }).chart;
  const channel = (metric: string) => of(`mysql_slave_status_${metric}`, 'mysql-0',
    ',master_host="old",master_uuid="b",channel_name="external",connection_name=""');
  const healthyFollowing: Series = {
    ...healthyMembers,
    [variable('read_only', 'mysql-0')]: '1x720',
    [status('rpl_semi_sync_source_status', 'mysql-0')]: '0x720',
    [channel('replica_io_running')]: '1x720',
    [channel('replica_sql_running')]: '1x720',
    [channel('seconds_behind_source')]: '0x720',
  };

  testWith('promtool').each<[string, Series, string, string[]]>([
    ['all is well', {}, '20m', []],
    ['the source cannot be reached', { [channel('replica_io_running')]: '0x720' }, '6m', ['MySQLSourceNotFollowed']],
    ['a transaction cannot be applied', { [channel('replica_sql_running')]: '0x720' }, '6m', ['MySQLSourceNotFollowed']],
    ['the channel is missing', {
      [channel('replica_io_running')]: '_x720', [channel('replica_sql_running')]: '_x720', [channel('seconds_behind_source')]: '_x720',
    }, '6m', ['MySQLSourceNotFollowed']],
    ['the source restarts', { [channel('replica_io_running')]: '0x3 1x720' }, '6m', []],
    ['the set is 61 seconds behind', { [channel('seconds_behind_source')]: '61x720' }, '6m', ['MySQLSourceLag mysql-0']],
    ['a replica stops', { [replication('replica_sql_running', 'mysql-1')]: '0x720' }, '6m', ['MySQLReplicationStopped mysql-1']],
  ])('when %s', (_, series, at, fires) => {
    expect(testRules(following, { ...healthyFollowing, ...series }, [at], fires)).toEqual(PASSED);
  });

  test('it needs no writable member until the cut-over, and none of its source afterwards', () => {
    const names = (cutOver: boolean) => namesOf(rulesOf({ source: sourceWith(cutOver) }));

    expect(names(false)).not.toContain('MySQLNoWritablePrimary');
    expect(names(false)).toEqual(expect.arrayContaining(['MySQLSourceNotFollowed', 'MySQLSourceLag']));
    expect(names(true)).toContain('MySQLNoWritablePrimary');
    expect(names(true).filter(name => /Source/.test(name))).toEqual([]);
  });
});

describe('in a group', () => {
  const topology = MySqlTopology.groupReplication();
  const inGroup = (...[props, alerts]: Parameters<typeof rulesOf>) => rulesOf({ topology, ...props }, alerts);

  testAlerts({
    chart: monitored({ topology, monitoring: { podMonitor: {}, alerts: {} } }).chart,
    set: 'mysql',
    healthy: healthyGroup,
    quietAt: ['1m', '20m', '12h'],
    cases: groupCases,
  });

  test('no alert reads the state of a replication channel or of semi-synchronous replication', () => {
    expect(JSON.stringify(inGroup())).not.toMatch(/slave_status|semi_sync/);
  });

  test('the members are counted against the replicas', () => {
    const { expr } = inGroup({ replicas: 5 }).find(({ alert }) => alert === 'MySQLGroupMemberMissing');

    expect(expr).toMatch(/< 5$/);
  });

  test('the lag is measured in the time zone of the servers, and its limit is maxLag, or the value set for the alerts', () => {
    const lagOf = (...args: Parameters<typeof rulesOf>) => inGroup(...args).find(({ alert }) => alert === 'MySQLGroupLag').expr;

    expect(lagOf()).toMatch(/^max by \(pod\) \(timestamp\([^)]+\) - \([^)]+ > 0\)\) > 60$/);
    expect(lagOf({ timeZone: '+05:30', maxLag: Duration.seconds(10) })).toMatch(/\) \+ 19800 - .* > 10$/);
    expect(lagOf({ timeZone: '-01:00' }, { replicaLag: Duration.minutes(5) })).toMatch(/\) \+ -3600 - .* > 300$/);
  });

  testWith('promtool')('promtool accepts the rules in a time zone west of Greenwich', () => {
    const west = monitored({ topology, timeZone: '-01:00', monitoring: { podMonitor: {}, alerts: {} } }).chart;

    expect(testRules(west, { ...healthyGroup, [applying('mysql-2')]: '-3661+60x720' }, ['70m'], ['MySQLGroupLag mysql-2'])).toEqual(PASSED);
  });
});

testAlerts({ chart, set: 'mysql', healthy, quietAt: ['1m', '20m', '6h', '12h'], cases });

testWith('promtool')('an alert names its pod or claim, and has the labels by which Alertmanager routes it', () => {
  const labels = { namespace: 'shop', statefulset: 'mysql', severity: 'critical', persistentvolumeclaim: 'data-mysql-0', node: 'n1' };

  expect(testText(chart, { ...healthy, [volume('available', 'data-mysql-0')]: `${0.5 * GIB}x720` }, '6m', 'MySQLVolumeAlmostFull', labels, {
    summary: 'A volume of MySQL shop/mysql is almost full.',
    description: 'The volume of the claim data-mysql-0 has 2.5% left. '
      + 'When the volume is full, the server blocks in the middle of a write or does not start again.',
    runbook_url: `${PROJECT.home}/runbooks/MySQLVolumeAlmostFull`,
  })).toEqual(PASSED);
});

test('runbook_url leads to the pages of the base URL that is set', () => {
  const rules = rulesOf({}, { runbookUrl: 'https://runbooks.example.com/databases' });

  expect(rules.map(({ alert, annotations }) => annotations.runbook_url === `https://runbooks.example.com/databases/${alert}`))
    .toEqual(rules.map(() => true));
});

describe('the alerts follow the props', () => {
  test('a single member has no alert about replication', () => {
    expect(namesOf(rulesOf({ replicas: 1 })).filter(name => /Repli|SemiSync/.test(name))).toEqual([]);
  });

  test('asynchronous replication has no alert about waiting for replicas', () => {
    expect(namesOf(rulesOf({ durability: Durability.asynchronous() })).filter(name => /SemiSync/.test(name))).toEqual([]);
    expect(namesOf(rulesOf({ replicas: 2, durability: Durability.semiSynchronous() })).filter(name => /SemiSync/.test(name)))
      .toHaveLength(2);
  });

  test('without backups, no alert is about them', () => {
    expect(namesOf(rulesOf()).filter(name => /Backup/.test(name))).toEqual([]);
    expect(namesOf(rulesOf({ backup })).filter(name => /Backup/.test(name))).toHaveLength(4);
  });

  test('the limit of the age of a backup follows the schedule and the deadline, or is the value set for the alerts', () => {
    const limitOf = (...args: Parameters<typeof rulesOf>) => rulesOf(...args)
      .find(({ alert }) => alert === 'MySQLBackupTooOld').expr.split('> ')[1];

    expect(limitOf({ backup })).toBe(`${36 * 3600}`);
    expect(limitOf({ backup: { ...backup, schedule: Cron.weekly(), deadline: Duration.hours(1) } })).toBe(`${(7 * 24 + 1) * 3600}`);
    expect(limitOf({ backup }, { backupAge: Duration.hours(30) })).toBe(`${30 * 3600}`);
  });

  test('the name, the namespace and the number of members are those of the set', () => {
    const text = JSON.stringify(rulesOf({ name: 'orders', namespace: 'prod', replicas: 5, backup }).map(({ expr }) => expr));

    expect(text).not.toMatch(/shop|"mysql-/);
    expect(text).toContain('pod=~\\"orders-[0-9]+\\"');
    expect(text).toContain('persistentvolumeclaim=~\\"data-orders-[0-9]+\\"');
    expect(text).toContain('< 5');
  });

  test('the limit of the lag is maxLag, or the value set for the alerts', () => {
    const boundOf = (...args: Parameters<typeof rulesOf>) => rulesOf(...args)
      .find(({ alert }) => alert === 'MySQLReplicaLag').expr.split('> ')[1];

    expect(boundOf()).toBe('60');
    expect(boundOf({ maxLag: Duration.seconds(10) })).toBe('10');
    expect(boundOf({ maxLag: Duration.seconds(10) }, { replicaLag: Duration.minutes(5) })).toBe('300');
  });

  test('the limits of connections and of the startup time can be set', () => {
    const rules = rulesOf({}, { connectionsPercent: 95, startTime: Duration.hours(2) });

    expect(rules.find(({ alert }) => alert === 'MySQLConnectionsNearLimit').expr).toMatch(/> 95$/);
    expect(rules.find(({ alert }) => alert === 'MySQLNotReady').for).toBe('2h');
  });

  test('labels for Prometheus are on the PrometheusRule, labels for Alertmanager on the alerts', () => {
    const { mysql, chart: labelled } = monitored({
      monitoring: {
        podMonitor: {},
        alerts: {
          labels: { release: 'prometheus' },
          alertLabels: { team: 'shop' },
        },
      },
    });
    const { metadata, spec } = Manifests.one(labelled, 'PrometheusRule');

    expect(metadata.labels.release).toBe('prometheus');
    expect(spec.groups[0].rules.every(({ labels }: any) => labels.team === 'shop' && labels.release === undefined)).toBe(true);
    expect(mysql.prometheusRule?.name).toBe('mysql');
  });
});
