import { Duration } from 'cdk8s';
import { ResolvedKafkaProps } from './kafka-defaults';
import { controllerCount, controllerSet } from './kafka-nodes';
import { podMatchers } from '../../blocks/alerts';
import { metricsMissing, notReady, startTimeOf, volumeAlerts } from '../../blocks/common-alerts';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { AlertsOptions } from '../shared/alerts';

/** Selectors of this cluster's metrics, from the names that the sets are created with. */
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
    brokers: podMatchers(identity),
    claims: `namespace="${namespace}",persistentvolumeclaim=~"data-${pods}"`,
  };
  return [
    ...partitionAlerts(selection),
    ...nodeAlerts(selection, startTimeOf(options)),
    // the trend of six hours, so that a busy hour does not trigger the alert
    ...volumeAlerts('Kafka', selection.title, {
      claims: selection.claims,
      trend: Duration.hours(6),
      full: 'When the volume is full, the broker stops.',
    }),
  ];
}

function partitionAlerts({ title, nodes, brokers }: MetricSelectors): AlertRule[] {
  return [
    {
      name: 'KafkaOfflinePartitions',
      severity: 'critical',
      holdsFor: Duration.minutes(1),
      // every controller counts them, and a follower may be a moment late
      expression: `max(kafka_controller_offlinepartitionscount{${nodes}}) > 0`,
      summary: `Kafka ${title} has partitions without a leader.`,
      description: `{{ $value }} partitions of Kafka ${title} have no leader and can be neither written nor read. `
        + 'No running broker is known to have all acknowledged records.',
    },
    {
      name: 'KafkaUnderMinInSync',
      severity: 'critical',
      // a restart of one broker does not cause this: another copy is missing
      holdsFor: Duration.minutes(2),
      expression: `sum(kafka_server_underminisrpartitioncount{${brokers}}) > 0`,
      summary: `Kafka ${title} rejects records for some partitions.`,
      description: `{{ $value }} partitions of Kafka ${title} have fewer in-sync replicas than min.insync.replicas. `
        + 'Producers with acks=all get NOT_ENOUGH_REPLICAS.',
    },
    {
      name: 'KafkaUnderReplicated',
      severity: 'warning',
      // a rolling update and the return of an emptied broker also match for a while
      holdsFor: Duration.minutes(15),
      expression: `sum(kafka_server_underreplicatedpartitions{${brokers}}) > 0`,
      summary: `Kafka ${title} has under-replicated partitions.`,
      description: `{{ $value }} partitions of Kafka ${title} have a replica that is not in sync. If another broker stops, `
        + 'producers may stop.',
    },
  ];
}

function nodeAlerts({ title, nodes, nodeCount, brokers }: MetricSelectors, startTime: Duration): AlertRule[] {
  return [
    {
      name: 'KafkaControllerMissing',
      severity: 'critical',
      holdsFor: Duration.minutes(2),
      expression: `(sum(kafka_controller_activecontrollercount{${nodes}}) or vector(0)) != 1`,
      summary: `Kafka ${title} does not have exactly one active controller.`,
      description: `Kafka ${title} has {{ $value }} active controllers. Without one, no leader is elected and no topic is created. `
        + 'Partitions that have a leader keep working.',
    },
    {
      name: 'KafkaLogDirectoryOffline',
      severity: 'critical',
      holdsFor: Duration.minutes(1),
      expression: `kafka_log_offlinelogdirectorycount{${brokers}} > 0`,
      summary: `A broker of Kafka ${title} cannot use its volume.`,
      description: 'Kafka in {{ $labels.pod }} failed to read or write its volume, which is full or broken.',
    },
    metricsMissing('Kafka', title, nodes, nodeCount, 'nodes'),
    notReady('Kafka', title, nodes, startTime,
      'A node that recovers its logs, copies partitions, waits for controllers or refuses its volume is not Ready; '
        + 'the logs of its containers have the reason.'),
    {
      name: 'KafkaRequestHandlersBusy',
      severity: 'warning',
      holdsFor: Duration.minutes(10),
      expression: `kafka_server_request_handlers_idle_ratio{${brokers}} < 0.2`,
      summary: `A broker of Kafka ${title} is overloaded.`,
      description: 'The request handlers of {{ $labels.pod }} are busy for more than 80 % of the time, so requests queue.',
    },
  ];
}
