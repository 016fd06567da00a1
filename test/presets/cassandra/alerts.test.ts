import { join } from 'path';
import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { CassandraRepair, CassandraSnapshots } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { AlertCase, GIB, namesOf, ready, rulesIn, testAlerts, testMetrics, volume } from '../../support/alerts';
import { Series } from '../../support/promtool';

const monitoring = { image: 'registry.example/jmx-exporter:1.0.1', podMonitor: {}, alerts: {} };
const secret = { name: 'store' } as Secret;
const snapshots: CassandraSnapshots = {
  repository: {
    endpoint: 's3.example.com', bucket: 'backups', path: '/shop', accessKey: { secret, key: 'id' }, secretKey: { secret, key: 'key' },
  },
};
const monitored = () => new Deployed({ repair: CassandraRepair.full(), snapshots, monitoring });

/** Labels as a PodMonitor gives them. */
const of = (metric: string, pod: string, more = '') => `${metric}{namespace="shop",pod="${pod}",container="cassandra"${more}}`;
const cassandra = (metric: string, pod: string, more = '') => of(`cassandra_${metric}`, pod, more);
const requests = (metric: string, pod: string) => cassandra(`client_${metric}_total`, pod, ',request="Write"');
const dropped = (pod: string) => cassandra('dropped_messages_total', pod, ',message="MUTATION"');

/** Metrics of kube-state-metrics about the CronJobs, their Jobs, and the set. */
const cronJob = (metric: string, name = 'cassandra-repair') => `kube_cronjob_${metric}{namespace="shop",cronjob="${name}"}`;
const snapshotJob = (metric: string) => cronJob(metric, 'cassandra-snapshots');
const job = (name: string, startedAt: number, failed = false): Series => ({
  [`kube_job_owner{namespace="shop",job_name="${name}",owner_kind="CronJob",owner_name="${name.replace(/-\d+$/, '')}",`
    + 'owner_is_controller="true"}']: '1x720',
  [`kube_job_status_start_time{namespace="shop",job_name="${name}"}`]: `${startedAt}x720`,
  ...failed ? { [`kube_job_failed{namespace="shop",job_name="${name}",condition="true",reason="BackoffLimitExceeded"}`]: '1x720' } : {},
});
const set = (metric: string) => `kube_statefulset_${metric}{namespace="shop",statefulset="cassandra"}`;
const claim = (name: string) => `kube_persistentvolumeclaim_info{namespace="shop",persistentvolumeclaim="${name}",storageclass="fast"}`;

const PODS = ['cassandra-0', 'cassandra-1', 'cassandra-2'];
const DAY = 24 * 3600;

/** Half a day of nothing to complain about: all members see each other, and were repaired an hour before. */
const healthy: Series = {
  ...Object.fromEntries(PODS.flatMap(pod => [
    [of('up', pod), '1x720'],
    [ready(pod), '1x720'],
    [cassandra('ring_members_up', pod), '3x720'],
    [cassandra('ring_members_down', pod), '0x720'],
    [requests('unavailables', pod), '7x720'],
    [cassandra('hints_total', pod), '5000x720'],
    [dropped(pod), '12x720'],
    [claim(`data-${pod}`), '1x720'],
    [volume('available', `data-${pod}`), `${12 * GIB}x720`],
    [volume('capacity', `data-${pod}`), `${20 * GIB}x720`],
  ])),
  ...job('cassandra-repair-1', -4000),
  [set('replicas')]: '3x720',
  [set('status_replicas_ready')]: '3x720',
  [cronJob('created')]: '-1000000x720',
  [cronJob('spec_suspend')]: '0x720',
  [cronJob('next_schedule_time')]: `${7 * DAY}x720`,
  [cronJob('status_last_successful_time')]: '-3600x720',
  ...job('cassandra-snapshots-1', -7200),
  [snapshotJob('created')]: '-1000000x720',
  [snapshotJob('spec_suspend')]: '0x720',
  [snapshotJob('next_schedule_time')]: `${DAY}x720`,
  [snapshotJob('status_last_successful_time')]: '-7000x720',
};

/** The set has two pods, which count the third member as down. */
const scaledDown: Series = {
  [set('replicas')]: '2x720',
  [set('status_replicas_ready')]: '2x720',
  [of('up', 'cassandra-2')]: '_x720',
  ...Object.fromEntries(['cassandra-0', 'cassandra-1'].flatMap(pod => [
    [cassandra('ring_members_up', pod), '2x720'], [cassandra('ring_members_down', pod), '1x720'],
  ])),
};

const cases: Record<string, AlertCase[]> = {
  CassandraMemberUnreachable: [
    {
      when: 'a member does not reach another one for five minutes, and all are Ready',
      series: { [cassandra('ring_members_down', 'cassandra-1')]: '1x720', [cassandra('ring_members_up', 'cassandra-1')]: '2x720' },
      at: '7m',
      fires: ['CassandraMemberUnreachable'],
    },
    {
      when: 'a member restarts',
      series: {
        [cassandra('ring_members_up', 'cassandra-1')]: '2x6 3x720',
        [set('status_replicas_ready')]: '2x6 3x720',
        [ready('cassandra-2')]: '0x6 1x720',
      },
      at: '7m',
      fires: [],
    },
    {
      when: 'a member has left the ring, and counts as down for three days',
      series: { [cassandra('ring_members_down', 'cassandra-1')]: '1x720' },
      at: '32m',
      fires: [],
    },
    {
      when: 'members of a ring of the same name elsewhere do not reach each other',
      series: { 'cassandra_ring_members_up{namespace="stage",pod="cassandra-0"}': '1x720' },
      at: '7m',
      fires: [],
    },
  ],
  CassandraDecommissionMissing: [
    {
      when: 'pods are removed from the set, and their members are still in the ring',
      series: scaledDown,
      at: '32m',
      fires: ['CassandraDecommissionMissing', 'CassandraMetricsMissing'],
    },
    {
      when: 'a member has left the ring, and its volume is deleted',
      series: { ...scaledDown, [claim('data-cassandra-2')]: '_x720' },
      at: '32m',
      fires: ['CassandraMetricsMissing'],
    },
  ],
  CassandraUnavailable: [
    {
      when: 'requests are rejected',
      series: { [requests('unavailables', 'cassandra-2')]: '0+30x720' },
      at: '4m',
      fires: ['CassandraUnavailable'],
    },
    { when: 'they were before', series: { [requests('unavailables', 'cassandra-2')]: '90x720' }, at: '4m', fires: [] },
  ],
  CassandraHintsGrowing: [
    {
      when: 'a member keeps hints for a quarter of an hour',
      series: { [cassandra('hints_total', 'cassandra-1')]: '0+40x720' },
      at: '18m',
      fires: ['CassandraHintsGrowing cassandra-1'],
    },
    {
      when: 'it kept them while another one restarted',
      series: { [cassandra('hints_total', 'cassandra-1')]: '0+40x3 120x720' },
      at: '18m',
      fires: [],
    },
  ],
  CassandraDroppedMutations: [
    {
      when: 'a member drops writes',
      series: { [dropped('cassandra-0')]: '0+3x720' },
      at: '8m',
      fires: ['CassandraDroppedMutations cassandra-0'],
    },
    {
      when: 'a member drops reads, which the client repeats',
      series: { [cassandra('dropped_messages_total', 'cassandra-0', ',message="READ"')]: '0+3x720' },
      at: '8m',
      fires: [],
    },
  ],
  CassandraMetricsMissing: [
    {
      when: 'Prometheus does not know a pod', series: { [of('up', 'cassandra-2')]: '_x720' }, at: '11m', fires: ['CassandraMetricsMissing'],
    },
    { when: 'a member restarts', series: { [of('up', 'cassandra-2')]: '0x3 1x720' }, at: '11m', fires: [] },
  ],
  CassandraNotReady: [
    {
      when: 'a member is not Ready for a quarter of an hour',
      series: { [ready('cassandra-1')]: '0x720' },
      at: '16m',
      fires: ['CassandraNotReady cassandra-1'],
    },
    { when: 'a member is Ready after fourteen minutes', series: { [ready('cassandra-1')]: '0x13 1x720' }, at: '16m', fires: [] },
  ],
  CassandraRepairFailed: [
    {
      when: 'the last repair failed', series: job('cassandra-repair-2', -600, true), at: '2m', fires: ['CassandraRepairFailed'],
    },
    { when: 'an earlier one did', series: job('cassandra-repair-0', -90_000, true), at: '2m', fires: [] },
  ],
  CassandraRepairMissing: [
    { when: 'the CronJob is suspended', series: { [cronJob('spec_suspend')]: '1x720' }, at: '62m', fires: ['CassandraRepairMissing'] },
    { when: 'it is suspended for half an hour', series: { [cronJob('spec_suspend')]: '1x30 0x720' }, at: '62m', fires: [] },
  ],
  CassandraRepairTooOld: [
    {
      when: 'no repair has succeeded for nine days',
      series: { [cronJob('status_last_successful_time')]: `${-9 * DAY}x720` },
      at: '7m',
      fires: ['CassandraRepairTooOld'],
    },
    {
      when: 'the last one was eight days before, which is late and in time',
      series: { [cronJob('status_last_successful_time')]: `${-8 * DAY}x720` },
      at: '7m',
      fires: [],
    },
  ],
  CassandraSnapshotFailed: [
    {
      when: 'the last snapshot failed', series: job('cassandra-snapshots-2', -600, true), at: '2m', fires: ['CassandraSnapshotFailed'],
    },
    { when: 'an earlier one did', series: job('cassandra-snapshots-0', -90_000, true), at: '2m', fires: [] },
  ],
  CassandraSnapshotMissing: [
    {
      when: 'the CronJob is suspended', series: { [snapshotJob('spec_suspend')]: '1x720' }, at: '62m', fires: ['CassandraSnapshotMissing'],
    },
    { when: 'it is suspended for half an hour', series: { [snapshotJob('spec_suspend')]: '1x30 0x720' }, at: '62m', fires: [] },
  ],
  CassandraSnapshotTooOld: [
    {
      when: 'no snapshot is complete for a day and a half',
      series: { [snapshotJob('status_last_successful_time')]: `${-1.5 * DAY}x720` },
      at: '7m',
      fires: ['CassandraSnapshotTooOld'],
    },
    {
      when: 'the last one is a day old', series: { [snapshotJob('status_last_successful_time')]: `${-DAY}x720` }, at: '7m', fires: [],
    },
  ],
  CassandraVolumeFilling: [
    {
      when: 'a volume loses half a GiB an hour and has six',
      series: { [volume('available', 'data-cassandra-1')]: `${10 * GIB}-${GIB / 120}x720` },
      at: '8h',
      fires: ['CassandraVolumeFilling data-cassandra-1'],
    },
    {
      when: 'it loses a fourth of that',
      series: { [volume('available', 'data-cassandra-1')]: `${8 * GIB}-${GIB / 480}x720` },
      at: '8h',
      fires: [],
    },
  ],
  CassandraVolumeAlmostFull: [
    {
      when: 'less than a GiB of twenty is left',
      series: { [volume('available', 'data-cassandra-1')]: `${0.9 * GIB}x720` },
      at: '6m',
      fires: ['CassandraVolumeAlmostFull data-cassandra-1'],
    },
    {
      when: 'a compaction ends',
      series: { [volume('available', 'data-cassandra-1')]: `${0.9 * GIB}x3 ${9 * GIB}x720` },
      at: '6m',
      fires: [],
    },
  ],
};

testAlerts({ chart: monitored().chart, set: 'cassandra', healthy, quietAt: ['1h', '8h'], cases });
testMetrics(monitored().chart, join(__dirname, 'metrics.txt'));

test('without scheduled repairs and snapshots, no alert asks for them', () => {
  expect(namesOf(rulesIn(new Deployed({ monitoring }).chart)).filter(name => /Repair|Snapshot/.test(name))).toEqual([]);
});

test('the age of a repair that raises an alert leaves the time of a further one within gc_grace_seconds', () => {
  const repair = CassandraRepair.full({ gcGrace: Duration.days(20), deadline: Duration.days(3) });
  const rule = rulesIn(new Deployed({ repair, monitoring }).chart).find(({ alert }) => alert === 'CassandraRepairTooOld');

  expect(rule.expr).toMatch(new RegExp(`> ${17 * DAY}$`));
  expect(rule.annotations.description).toContain('within 20d');
});
