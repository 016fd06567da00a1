import { readFileSync } from 'fs';
import { join } from 'path';
import { Size } from 'cdk8s';
import { Controllers, KafkaProps, Manifests } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { testWith } from '../../support/installed';
import { checkRules, Series, testRules } from '../../support/promtool';
import { ROOT } from '../../support/snippets';

const monitored = (props: Partial<KafkaProps> = {}) => new Deployed({ monitoring: { image: 'registry.example/jmx-exporter:1.0.1', alerts: {} }, ...props });
const rulesOf = (props: Partial<KafkaProps> = {}): any[] => Manifests.one(monitored(props), 'PrometheusRule').spec.groups[0].rules;

/** Labels as a PodMonitor gives them. */
const of = (metric: string, pod: string) => `${metric}{namespace="shop",pod="${pod}",container="kafka"}`;
const kafka = (metric: string, pod: string) => of(`kafka_${metric}`, pod);
const volume = (metric: string, claim: string) => `kubelet_volume_stats_${metric}_bytes{namespace="shop",persistentvolumeclaim="${claim}",node="n1"}`;
const ready = (pod: string) => `kube_pod_status_ready{namespace="shop",pod="${pod}",uid="1",condition="true"}`;

const GIB = 2 ** 30;
const PODS = ['kafka-0', 'kafka-1', 'kafka-2'];

/** Half a day of nothing to complain about: kafka-0 is the active controller, 60 of 100 GiB are free. */
const healthy: Series = Object.fromEntries(PODS.flatMap((pod, ordinal) => [
  [of('up', pod), '1x720'],
  [ready(pod), '1x720'],
  [kafka('controller_activecontrollercount', pod), `${ordinal === 0 ? 1 : 0}x720`],
  [kafka('controller_offlinepartitionscount', pod), '0x720'],
  [kafka('server_underminisrpartitioncount', pod), '0x720'],
  [kafka('server_underreplicatedpartitions', pod), '0x720'],
  [kafka('server_request_handlers_idle_ratio', pod), '0.9x720'],
  [kafka('log_offlinelogdirectorycount', pod), '0x720'],
  [volume('available', `data-${pod}`), `${60 * GIB}x720`],
  [volume('capacity', `data-${pod}`), `${100 * GIB}x720`],
]));

/** What changes from the healthy cluster, when it is looked at, and which alerts then fire: all of them. */
interface Case {
  readonly when: string;
  readonly series: Series;
  readonly at: string;
  readonly fires: string[];
}

const cases: Record<string, Case[]> = {
  KafkaOfflinePartitions: [
    { when: 'a partition has no leader', series: { [kafka('controller_offlinepartitionscount', 'kafka-0')]: '2x720' }, at: '3m', fires: ['KafkaOfflinePartitions'] },
    { when: 'a leader is elected between two scrapes', series: { [kafka('controller_offlinepartitionscount', 'kafka-0')]: '2x0 0x720' }, at: '3m', fires: [] },
    { when: 'a cluster of the same name elsewhere has none', series: { 'kafka_controller_offlinepartitionscount{namespace="stage",pod="kafka-0"}': '2x720' }, at: '3m', fires: [] },
  ],
  KafkaUnderMinInSync: [
    { when: 'two brokers are away', series: { [kafka('server_underminisrpartitioncount', 'kafka-1')]: '6x720' }, at: '4m', fires: ['KafkaUnderMinInSync'] },
    { when: 'one of them is back within a minute', series: { [kafka('server_underminisrpartitioncount', 'kafka-1')]: '6x1 0x720' }, at: '4m', fires: [] },
  ],
  KafkaUnderReplicated: [
    { when: 'a broker is away for a quarter of an hour', series: { [kafka('server_underreplicatedpartitions', 'kafka-1')]: '6x720' }, at: '16m', fires: ['KafkaUnderReplicated'] },
    { when: 'a rolling update takes ten minutes', series: { [kafka('server_underreplicatedpartitions', 'kafka-1')]: '6x10 0x720' }, at: '16m', fires: [] },
  ],
  KafkaControllerMissing: [
    { when: 'no controller is active', series: { [kafka('controller_activecontrollercount', 'kafka-0')]: '0x720' }, at: '4m', fires: ['KafkaControllerMissing'] },
    { when: 'two are, as in two clusters', series: { [kafka('controller_activecontrollercount', 'kafka-1')]: '1x720' }, at: '4m', fires: ['KafkaControllerMissing'] },
    { when: 'another one takes over', series: { [kafka('controller_activecontrollercount', 'kafka-0')]: '1x2 0x720', [kafka('controller_activecontrollercount', 'kafka-1')]: '0x3 1x720' }, at: '6m', fires: [] },
  ],
  KafkaLogDirectoryOffline: [
    { when: 'a volume fails', series: { [kafka('log_offlinelogdirectorycount', 'kafka-2')]: '1x720' }, at: '3m', fires: ['KafkaLogDirectoryOffline kafka-2'] },
    { when: 'all volumes are well', series: {}, at: '3m', fires: [] },
  ],
  KafkaMetricsMissing: [
    { when: 'Prometheus does not know a pod', series: { [of('up', 'kafka-2')]: '_x720' }, at: '11m', fires: ['KafkaMetricsMissing'] },
    { when: 'a broker restarts', series: { [of('up', 'kafka-2')]: '0x3 1x720' }, at: '11m', fires: [] },
  ],
  KafkaNotReady: [
    { when: 'a broker is not Ready for a quarter of an hour', series: { [ready('kafka-1')]: '0x720' }, at: '16m', fires: ['KafkaNotReady kafka-1'] },
    { when: 'a broker is Ready after fourteen minutes', series: { [ready('kafka-1')]: '0x13 1x720' }, at: '16m', fires: [] },
  ],
  KafkaRequestHandlersBusy: [
    { when: 'a broker has little time left', series: { [kafka('server_request_handlers_idle_ratio', 'kafka-1')]: '0.1x720' }, at: '11m', fires: ['KafkaRequestHandlersBusy kafka-1'] },
    { when: 'it had for five minutes', series: { [kafka('server_request_handlers_idle_ratio', 'kafka-1')]: '0.1x5 0.9x720' }, at: '11m', fires: [] },
  ],
  KafkaVolumeFilling: [
    { when: 'a volume loses two GiB an hour and has thirty', series: { [volume('available', 'data-kafka-1')]: `${42 * GIB}-${GIB / 30}x720` }, at: '6h', fires: ['KafkaVolumeFilling data-kafka-1'] },
    { when: 'a volume loses as much and has sixty', series: { [volume('available', 'data-kafka-1')]: `${72 * GIB}-${GIB / 30}x720` }, at: '6h', fires: [] },
  ],
  KafkaVolumeAlmostFull: [
    { when: 'four of a hundred GiB are left', series: { [volume('available', 'data-kafka-1')]: `${4 * GIB}x720` }, at: '6m', fires: ['KafkaVolumeAlmostFull data-kafka-1'] },
    { when: 'retention makes room', series: { [volume('available', 'data-kafka-1')]: `${4 * GIB}x3 ${20 * GIB}x720` }, at: '6m', fires: [] },
  ],
};

testWith('promtool')('promtool finds nothing in the rules', () => {
  expect(checkRules(monitored())).toMatchObject({ status: 0 });
});

testWith('promtool')('nothing fires while all is well', () => {
  expect(testRules(monitored(), healthy, ['1h', '8h'], [])).toMatchObject({ status: 0 });
});

describe.each(Object.entries(cases))('%s', (_, ofAlert) => {
  for (const { when, series, at, fires } of ofAlert) {
    testWith('promtool')(`${fires.length > 0 ? 'fires' : 'is silent'} when ${when}`, () => {
      const { status, output } = testRules(monitored(), { ...healthy, ...series }, [at], fires);
      expect(`${status} ${status === 0 ? '' : output}`).toBe('0 ');
    });
  }

  test('has a case in which it fires and one in which it does not', () => {
    expect(new Set(ofAlert.map(({ fires }) => fires.length > 0)).size).toBe(2);
  });
});

test('every alert has cases, and a recipe that the documentation has', () => {
  const text = readFileSync(join(ROOT, 'docs', 'presets', 'kafka.md'), 'utf8');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);

  expect(rulesOf().map(({ alert }) => alert).sort()).toEqual(Object.keys(cases).sort());
  for (const { labels, annotations } of rulesOf()) {
    expect(labels).toMatchObject({ severity: expect.stringMatching(/^(critical|warning)$/), namespace: 'shop', statefulset: 'kafka' });
    expect(headings).toContain(/Recipe: "(.*)" in docs\/presets\/kafka\.md\.$/.exec(annotations.description)?.[1]);
  }
});

test('every metric of Kafka that an alert asks for is one that a node has said', () => {
  const said = new Set(readFileSync(join(__dirname, 'metrics.txt'), 'utf8').split('\n').map(line => line.split('{')[0]));
  const asked = [...JSON.stringify(rulesOf().map(({ expr }) => expr)).matchAll(/kafka_\w+(?=\{)/g)].map(([metric]) => metric);

  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter(metric => !said.has(metric))).toEqual([]);
});

test('dedicated controllers are nodes, too', () => {
  const rules = rulesOf({ controllers: Controllers.dedicated({ storage: Size.gibibytes(5) }) });

  expect(rules.find(({ alert }) => alert === 'KafkaMetricsMissing').expr).toBe('(sum(up{namespace="shop",pod=~"(kafka|kafka-controller)-[0-9]+"}) or vector(0)) < 6');
});
