import { join } from 'path';
import { Size } from 'cdk8s';
import { Controllers, KafkaProps } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { AlertCase, GIB, ready, rulesIn, testAlerts, testMetrics, volume } from '../../support/alerts';
import { Series } from '../../support/promtool';

const monitored = (props: Partial<KafkaProps> = {}) => new Deployed({
  monitoring: { image: 'registry.example/jmx-exporter:1.0.1', podMonitor: {}, alerts: {} },
  ...props,
});

/** Labels as a PodMonitor gives them. */
const of = (metric: string, pod: string) => `${metric}{namespace="shop",pod="${pod}",container="kafka"}`;
const kafka = (metric: string, pod: string) => of(`kafka_${metric}`, pod);

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

const cases: Record<string, AlertCase[]> = {
  KafkaOfflinePartitions: [
    {
      when: 'a partition has no leader',
      series: { [kafka('controller_offlinepartitionscount', 'kafka-0')]: '2x720' },
      at: '3m',
      fires: ['KafkaOfflinePartitions'],
    },
    {
      when: 'a leader is elected between two scrapes',
      series: { [kafka('controller_offlinepartitionscount', 'kafka-0')]: '2x0 0x720' },
      at: '3m',
      fires: [],
    },
    {
      when: 'a cluster of the same name elsewhere has none',
      series: { 'kafka_controller_offlinepartitionscount{namespace="stage",pod="kafka-0"}': '2x720' },
      at: '3m',
      fires: [],
    },
  ],
  KafkaUnderMinInSync: [
    {
      when: 'two brokers are away',
      series: { [kafka('server_underminisrpartitioncount', 'kafka-1')]: '6x720' },
      at: '4m',
      fires: ['KafkaUnderMinInSync'],
    },
    {
      when: 'one of them is back within a minute',
      series: { [kafka('server_underminisrpartitioncount', 'kafka-1')]: '6x1 0x720' },
      at: '4m',
      fires: [],
    },
  ],
  KafkaUnderReplicated: [
    {
      when: 'a broker is away for a quarter of an hour',
      series: { [kafka('server_underreplicatedpartitions', 'kafka-1')]: '6x720' },
      at: '16m',
      fires: ['KafkaUnderReplicated'],
    },
    {
      when: 'a rolling update takes ten minutes',
      series: { [kafka('server_underreplicatedpartitions', 'kafka-1')]: '6x10 0x720' },
      at: '16m',
      fires: [],
    },
  ],
  KafkaControllerMissing: [
    {
      when: 'no controller is active',
      series: { [kafka('controller_activecontrollercount', 'kafka-0')]: '0x720' },
      at: '4m',
      fires: ['KafkaControllerMissing'],
    },
    {
      when: 'two are, as in two clusters',
      series: { [kafka('controller_activecontrollercount', 'kafka-1')]: '1x720' },
      at: '4m',
      fires: ['KafkaControllerMissing'],
    },
    {
      when: 'another one takes over',
      series: {
        [kafka('controller_activecontrollercount', 'kafka-0')]: '1x2 0x720',
        [kafka('controller_activecontrollercount', 'kafka-1')]: '0x3 1x720',
      },
      at: '6m',
      fires: [],
    },
  ],
  KafkaLogDirectoryOffline: [
    {
      when: 'a volume fails',
      series: { [kafka('log_offlinelogdirectorycount', 'kafka-2')]: '1x720' },
      at: '3m',
      fires: ['KafkaLogDirectoryOffline kafka-2'],
    },
    { when: 'all volumes are well', series: {}, at: '3m', fires: [] },
  ],
  KafkaMetricsMissing: [
    { when: 'Prometheus does not know a pod', series: { [of('up', 'kafka-2')]: '_x720' }, at: '11m', fires: ['KafkaMetricsMissing'] },
    { when: 'a broker restarts', series: { [of('up', 'kafka-2')]: '0x3 1x720' }, at: '11m', fires: [] },
  ],
  KafkaNotReady: [
    {
      when: 'a broker is not Ready for a quarter of an hour',
      series: { [ready('kafka-1')]: '0x720' },
      at: '16m',
      fires: ['KafkaNotReady kafka-1'],
    },
    { when: 'a broker is Ready after fourteen minutes', series: { [ready('kafka-1')]: '0x13 1x720' }, at: '16m', fires: [] },
  ],
  KafkaRequestHandlersBusy: [
    {
      when: 'a broker has little time left',
      series: { [kafka('server_request_handlers_idle_ratio', 'kafka-1')]: '0.1x720' },
      at: '11m',
      fires: ['KafkaRequestHandlersBusy kafka-1'],
    },
    {
      when: 'it had for five minutes',
      series: { [kafka('server_request_handlers_idle_ratio', 'kafka-1')]: '0.1x5 0.9x720' },
      at: '11m',
      fires: [],
    },
  ],
  KafkaVolumeFilling: [
    {
      when: 'a volume loses two GiB an hour and has thirty',
      series: { [volume('available', 'data-kafka-1')]: `${42 * GIB}-${GIB / 30}x720` },
      at: '6h',
      fires: ['KafkaVolumeFilling data-kafka-1'],
    },
    {
      when: 'a volume loses as much and has sixty',
      series: { [volume('available', 'data-kafka-1')]: `${72 * GIB}-${GIB / 30}x720` },
      at: '6h',
      fires: [],
    },
  ],
  KafkaVolumeAlmostFull: [
    {
      when: 'four of a hundred GiB are left',
      series: { [volume('available', 'data-kafka-1')]: `${4 * GIB}x720` },
      at: '6m',
      fires: ['KafkaVolumeAlmostFull data-kafka-1'],
    },
    {
      when: 'retention makes room',
      series: { [volume('available', 'data-kafka-1')]: `${4 * GIB}x3 ${20 * GIB}x720` },
      at: '6m',
      fires: [],
    },
  ],
};

testAlerts({ chart: monitored(), set: 'kafka', healthy, quietAt: ['1h', '8h'], cases });
testMetrics(monitored(), join(__dirname, 'metrics.txt'));

test('dedicated controllers are also nodes', () => {
  const rules = rulesIn(monitored({ controllers: Controllers.dedicated({ storage: Size.gibibytes(5) }) }));

  expect(rules.find(({ alert }) => alert === 'KafkaMetricsMissing').expr)
    .toBe('(sum(up{namespace="shop",pod=~"(kafka|kafka-controller)-[0-9]+"}) or vector(0)) < 6');
});
