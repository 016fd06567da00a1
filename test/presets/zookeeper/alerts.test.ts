import { join } from 'path';
import { Duration } from 'cdk8s';
import { ZooKeeperAlertsOptions } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { AlertCase, GIB, namesOf, ready, rulesIn, testAlerts, testMetrics, volume } from '../../support/alerts';
import { Series } from '../../support/promtool';

const rulesOf = (
  props: ConstructorParameters<typeof Deployed>[0] = {}, alerts: ZooKeeperAlertsOptions = {},
) => rulesIn(new Deployed({ ...props, monitoring: { podMonitor: {}, alerts } }));

/** Labels as a PodMonitor gives them; names and units as 3.9.5 with its provider prints them. */
const of = (metric: string, pod: string) => `${metric}{namespace="shop",pod="${pod}",container="zk",endpoint="metrics"}`;

const MINUTES = 3600;

/** Two and a half days of nothing to complain about: zk-0 leads, a write to the disk takes 5 ms. */
const healthy: Series = Object.fromEntries(['zk-0', 'zk-1', 'zk-2'].flatMap((pod, ordinal) => [
  [of('up', pod), `1x${MINUTES}`],
  [ready(pod), `1x${MINUTES}`],
  [of('quorum_size', pod), `3x${MINUTES}`],
  [of('outstanding_requests', pod), `2x${MINUTES}`],
  [of('fsynctime_sum', pod), `0+6000x${MINUTES}`],
  [of('fsynctime_count', pod), `0+1200x${MINUTES}`],
  [volume('available', `data-${pod}`), `${6 * GIB}x${MINUTES}`],
  [volume('capacity', `data-${pod}`), `${10 * GIB}x${MINUTES}`],
  ...ordinal === 0 ? [[of('leader_uptime', pod), `1000+60000x${MINUTES}`], [of('synced_followers', pod), `2x${MINUTES}`]] : [],
]));

/** What a member no longer says when it does not serve. */
const silent = (pod: string): Series => Object.fromEntries(['quorum_size', 'outstanding_requests', 'leader_uptime', 'synced_followers']
  .map(metric => of(metric, pod)).filter(series => series in healthy).map(series => [series, `_x${MINUTES}`]));

const cases: Record<string, AlertCase[]> = {
  ZooKeeperNoQuorum: [
    { when: 'nobody serves', series: { ...silent('zk-0'), ...silent('zk-1'), ...silent('zk-2') }, at: '2m', fires: ['ZooKeeperNoQuorum'] },
    {
      when: 'a set of the same name elsewhere has a leader',
      series: { ...silent('zk-0'), 'leader_uptime{namespace="stage",pod="zk-0"}': `1x${MINUTES}` },
      at: '2m',
      fires: ['ZooKeeperNoQuorum'],
    },
    { when: 'an election is over after a scrape', series: { [of('leader_uptime', 'zk-0')]: `_x1 1000x${MINUTES}` }, at: '2m', fires: [] },
  ],
  ZooKeeperSeveralLeaders: [
    {
      when: 'two members lead',
      series: { [of('leader_uptime', 'zk-1')]: `1000x${MINUTES}` },
      at: '3m',
      fires: ['ZooKeeperSeveralLeaders'],
    },
    {
      when: 'the lead changes between two scrapes',
      series: { [of('leader_uptime', 'zk-1')]: `1000x1 stale _x${MINUTES}` },
      at: '3m',
      fires: [],
    },
  ],
  ZooKeeperFollowersMissing: [
    {
      when: 'a follower is away',
      series: { [of('synced_followers', 'zk-0')]: `1x${MINUTES}` },
      at: '11m',
      fires: ['ZooKeeperFollowersMissing zk-0'],
    },
    { when: 'a follower restarts', series: { [of('synced_followers', 'zk-0')]: `1x3 2x${MINUTES}` }, at: '11m', fires: [] },
  ],
  ZooKeeperNotServing: [
    { when: 'a member runs outside of the ensemble', series: silent('zk-2'), at: '6m', fires: ['ZooKeeperNotServing zk-2'] },
    { when: 'a member has restarted', series: { [of('quorum_size', 'zk-2')]: `_x2 3x${MINUTES}` }, at: '6m', fires: [] },
    { when: 'nobody serves', series: { ...silent('zk-0'), ...silent('zk-1'), ...silent('zk-2') }, at: '6m', fires: ['ZooKeeperNoQuorum'] },
  ],
  ZooKeeperMetricsMissing: [
    {
      when: 'Prometheus does not reach a member',
      series: { ...silent('zk-2'), [of('up', 'zk-2')]: `0x${MINUTES}` },
      at: '11m',
      fires: ['ZooKeeperMetricsMissing'],
    },
    {
      when: 'Prometheus does not know a member',
      series: { ...silent('zk-2'), [of('up', 'zk-2')]: `_x${MINUTES}` },
      at: '11m',
      fires: ['ZooKeeperMetricsMissing'],
    },
    {
      when: 'another container of a pod has no metrics',
      series: { 'up{namespace="shop",pod="zk-2",container="proxy",endpoint="proxy"}': `0x${MINUTES}` },
      at: '11m',
      fires: [],
    },
  ],
  ZooKeeperNotReady: [
    {
      when: 'a member is not Ready for a quarter of an hour',
      series: { [ready('zk-1')]: `0x${MINUTES}` },
      at: '16m',
      fires: ['ZooKeeperNotReady zk-1'],
    },
    { when: 'a member is Ready after fourteen minutes', series: { [ready('zk-1')]: `0x13 1x${MINUTES}` }, at: '16m', fires: [] },
  ],
  ZooKeeperOutstandingRequests: [
    {
      when: 'eleven requests wait',
      series: { [of('outstanding_requests', 'zk-0')]: `11x${MINUTES}` },
      at: '6m',
      fires: ['ZooKeeperOutstandingRequests zk-0'],
    },
    { when: 'ten requests wait', series: { [of('outstanding_requests', 'zk-0')]: `10x${MINUTES}` }, at: '6m', fires: [] },
  ],
  ZooKeeperFsyncSlow: [
    {
      when: 'a write takes 101 ms',
      series: { [of('fsynctime_sum', 'zk-1')]: `0+121200x${MINUTES}` },
      at: '8m',
      fires: ['ZooKeeperFsyncSlow zk-1'],
    },
    { when: 'a write takes 99 ms', series: { [of('fsynctime_sum', 'zk-1')]: `0+118800x${MINUTES}` }, at: '8m', fires: [] },
    {
      when: 'nothing is written',
      series: { [of('fsynctime_sum', 'zk-1')]: `5x${MINUTES}`, [of('fsynctime_count', 'zk-1')]: `1x${MINUTES}` },
      at: '8m',
      fires: [],
    },
  ],
  ZooKeeperVolumeFilling: [
    {
      when: 'what is left goes within a day',
      series: { [volume('available', 'data-zk-1')]: `${8 * GIB}-${2 ** 21}x${MINUTES}` },
      at: '50h',
      fires: ['ZooKeeperVolumeFilling data-zk-1'],
    },
    {
      when: 'the volume of the log goes within a day',
      series: {
        [volume('available', 'log-zk-1')]: `${8 * GIB}-${2 ** 21}x${MINUTES}`,
        [volume('capacity', 'log-zk-1')]: `${10 * GIB}x${MINUTES}`,
      },
      at: '50h',
      fires: ['ZooKeeperVolumeFilling log-zk-1'],
    },
    {
      when: 'what is left lasts for days',
      series: { [volume('available', 'data-zk-1')]: `${4 * GIB}-${2 ** 18}x${MINUTES}` },
      at: '50h',
      fires: [],
    },
    {
      when: 'the volume of another set fills up',
      series: {
        [volume('available', 'data-zk-orders-1')]: `${8 * GIB}-${2 ** 21}x${MINUTES}`,
        [volume('capacity', 'data-zk-orders-1')]: `${10 * GIB}x${MINUTES}`,
      },
      at: '50h',
      fires: [],
    },
  ],
  ZooKeeperVolumeAlmostFull: [
    {
      when: 'less than a twentieth is left',
      series: { [volume('available', 'data-zk-0')]: `${0.4 * GIB}x${MINUTES}` },
      at: '6m',
      fires: ['ZooKeeperVolumeAlmostFull data-zk-0'],
    },
    { when: 'a twentieth is left', series: { [volume('available', 'data-zk-0')]: `${0.5 * GIB}x${MINUTES}` }, at: '6m', fires: [] },
  ],
};

const chart = new Deployed({ monitoring: { podMonitor: {}, alerts: {} } });

testAlerts({ chart, set: 'zk', healthy, quietAt: ['1m', '20m', '12h', '50h'], cases });
testMetrics(chart, join(__dirname, 'metrics.txt'));

describe('the alerts follow the props', () => {
  test('a single member has no alert about followers', () => {
    expect(namesOf(rulesOf({ replicas: 1, allowSingleMember: true }))).not.toContain('ZooKeeperFollowersMissing');
  });

  test('the name, the namespace and the number of members are those of the set', () => {
    const text = JSON.stringify(rulesOf({ name: 'orders', namespace: 'prod', replicas: 5 }).map(({ expr }) => expr));

    expect(text).not.toMatch(/shop|"zk-/);
    expect(text).toContain('pod=~\\"orders-[0-9]+\\"');
    expect(text).toContain('persistentvolumeclaim=~\\"(data|log)-orders-[0-9]+\\"');
    expect(text).toContain('< 5');
    expect(text).toContain('< 4');
  });

  test('the alert about a full volume describes the member as it behaves: it keeps running and serves no client', () => {
    const { annotations } = rulesOf({}).find(({ alert }) => alert === 'ZooKeeperVolumeAlmostFull');

    expect(annotations.description).toMatch(/the member keeps running, .* serves no client until there is room again\.$/);
  });

  test('the limits can be set', () => {
    const rules = rulesOf({}, {
      outstandingRequests: 100,
      fsyncTime: Duration.millis(20),
      startTime: Duration.hours(2),
      alertLabels: { team: 'shop' },
    });
    const of1 = (name: string) => rules.find(({ alert }) => alert === name);

    expect(of1('ZooKeeperOutstandingRequests').expr).toMatch(/> 100$/);
    expect(of1('ZooKeeperFsyncSlow').expr).toMatch(/> 20$/);
    expect(of1('ZooKeeperNotReady').for).toBe('2h');
    expect(rules.every(({ labels }) => labels.team === 'shop')).toBe(true);
  });
});
