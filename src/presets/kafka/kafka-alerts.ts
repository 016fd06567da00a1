import { Duration } from 'cdk8s';
import { ResolvedKafkaProps } from './kafka-defaults';
import { controllerCount, controllerSet } from './kafka-nodes';
import { Identity } from '../../values/identity';
import { Alert, AlertRule, AlertsOptions, notReady, rulesOf, startTimeOf, volumeAlerts } from '../shared/alerts';

/** How the metrics of this cluster are found: by the names that the sets themselves are made from. */
interface MetricSelectors {
  readonly title: string;
  /** Label matchers of the pods of all nodes. */
  readonly nodes: string;
  readonly nodeCount: number;
  /** Label matchers of the brokers' pods. */
  readonly brokers: string;
  readonly claims: string;
}

export function alertRules(identity: Identity, props: ResolvedKafkaProps, options: AlertsOptions): AlertRule[] {
  const { name, namespace = '' } = identity;
  const { controllers, replicas } = props;
  const isDedicated = controllers?.isDedicated ?? false;
  const pods = isDedicated ? `(${name}|${controllerSet(name, controllers)})-[0-9]+` : `${name}-[0-9]+`;
  const selection = {
    title: `${namespace}/${name}`,
    nodes: `namespace="${namespace}",pod=~"${pods}"`,
    nodeCount: replicas + (isDedicated ? controllerCount(controllers, replicas) : 0),
    brokers: `namespace="${namespace}",pod=~"${name}-[0-9]+"`,
    claims: `namespace="${namespace}",persistentvolumeclaim=~"data-${pods}"`,
  };
  const alerts = [
    ...partitionAlerts(selection),
    ...nodeAlerts(selection, startTimeOf(options)),
    // the trend of six hours, so that a busy hour is no alarm
    ...volumeAlerts('Kafka', {
      claims: selection.claims,
      trend: '6h',
      filling: 'which topics grow, and how long they are kept',
      full: 'A broker whose volume is full stops.',
    }),
  ];
  return rulesOf(alerts, identity, options.alertLabels, 'docs/presets/kafka.md');
}

function partitionAlerts({ title, nodes, brokers }: MetricSelectors): Alert[] {
  return [
    {
      name: 'KafkaOfflinePartitions',
      severity: 'critical',
      for: '1m',
      // every controller counts them, and a follower may be a moment behind
      expr: `max(kafka_controller_offlinepartitionscount{${nodes}}) > 0`,
      summary: `Kafka ${title} has {{ $value }} partitions without a leader`,
      description: 'They can be neither written nor read: no broker that is known to have all acknowledged records runs. '
        + 'Bring the brokers back. '
        + 'If the last leader has lost its volume, its pod waits and has the command that elects the best copy.',
      recipe: 'Partitions without a leader',
    },
    {
      name: 'KafkaUnderMinInSync',
      severity: 'critical',
      // a restart of one broker takes none below: another one is missing
      for: '2m',
      expr: `sum(kafka_server_underminisrpartitioncount{${brokers}}) > 0`,
      summary: `Kafka ${title} refuses records for {{ $value }} partitions`,
      description: 'Fewer copies are in sync than min.insync.replicas: producers that wait for all of them get NOT_ENOUGH_REPLICAS. Look '
        + 'at which brokers are away or behind.',
      recipe: 'Too few copies in sync',
    },
    {
      name: 'KafkaUnderReplicated',
      severity: 'warning',
      // a rolling update and the return of an emptied broker look like it for a while
      for: '15m',
      expr: `sum(kafka_server_underreplicatedpartitions{${brokers}}) > 0`,
      summary: `Kafka ${title} has {{ $value }} partitions with a copy that lags`,
      description: 'The loss of another broker may stop writers. Look at which broker is missing in the Isr of kafka-topics.sh --describe '
        + '--under-replicated-partitions.',
      recipe: 'Too few copies in sync',
    },
  ];
}

function nodeAlerts({ title, nodes, nodeCount, brokers }: MetricSelectors, startTime: Duration): Alert[] {
  return [
    {
      name: 'KafkaControllerMissing',
      severity: 'critical',
      for: '2m',
      expr: `(sum(kafka_controller_activecontrollercount{${nodes}}) or vector(0)) != 1`,
      summary: `Kafka ${title} has {{ $value }} active controllers`,
      description: 'Without one no leader is elected and no topic is made; records flow on where a leader is. Look at the pods of the '
        + 'controllers: most of them have to be there.',
      recipe: 'No active controller',
    },
    {
      name: 'KafkaLogDirectoryOffline',
      severity: 'critical',
      for: '1m',
      expr: `kafka_log_offlinelogdirectorycount{${brokers}} > 0`,
      summary: 'Kafka {{ $labels.pod }} cannot use its volume',
      description: 'Reading or writing failed: the volume is full or broken. Look at the log of the container kafka.',
      recipe: 'A volume fills up',
    },
    {
      name: 'KafkaMetricsMissing',
      severity: 'warning',
      for: '10m',
      expr: `(sum(up{${nodes}}) or vector(0)) < ${nodeCount}`,
      summary: `Kafka ${title} has metrics of {{ $value }} out of ${nodeCount} nodes`,
      description: 'A node does not run, or Prometheus does not reach or select it: the other alerts are blind for it. Look at the pods, '
        + 'and at the targets of Prometheus.',
      recipe: 'A node is down',
    },
    notReady('Kafka', nodes, startTime, {
      description: 'It is recovering its logs, copying partitions, waiting for controllers or refusing its volume. Look at the logs of its '
        + 'containers bootstrap and kafka.',
      recipe: 'A node is down',
    }),
    {
      name: 'KafkaRequestHandlersBusy',
      severity: 'warning',
      for: '10m',
      expr: `kafka_server_request_handlers_idle_ratio{${brokers}} < 0.2`,
      summary: 'Kafka {{ $labels.pod }} is busy for more than 80 % of the time',
      description: 'Requests wait for each other. Look at which topics and clients grow, and at CPU and disk of the broker.',
      recipe: 'Brokers are busy',
    },
  ];
}
