import { Duration } from 'cdk8s';
import { prometheusDuration } from '../checks/seconds';
import { AlertRule } from '../values/alert-rule';

/** Options of the alerts that hold for every system. */
export interface CommonAlertsOptions {
  /** Name of the system, with which the names of the alerts begin: `Etcd` for `EtcdNotReady`. Letters, digits and underscores. */
  readonly system: string;

  /**
   * Time from a pod's start until it must be Ready, in whole seconds. Increase it if recovery or copying of a large volume takes longer.
   * @default Duration.minutes(15)
   */
  readonly startTime?: Duration;

  /**
   * Period whose trend predicts when a volume is full, in whole seconds. It must be longer than temporary changes, such as a nightly job.
   * @default Duration.hours(6)
   */
  readonly volumeTrend?: Duration;
}

/** The time after which a pod that is not Ready raises an alert. */
export function startTimeOf({ startTime }: { readonly startTime?: Duration }): Duration {
  return startTime ?? Duration.minutes(15);
}

/**
 * @param system - name of the system, as in prose
 * @param title - namespace and name of the set
 * @param targets - label matchers of the targets that Prometheus scrapes
 * @param count - of the members that must have metrics
 * @param members - the system's word for them
 */
export function metricsMissing(system: string, title: string, targets: string, count: number, members: string): AlertRule {
  return {
    name: `${system}MetricsMissing`,
    severity: 'warning',
    holdsFor: Duration.minutes(10),
    expression: `(sum(up{${targets}}) or vector(0)) < ${count}`,
    summary: `${system} ${title} has ${members} without metrics.`,
    description: `Prometheus has metrics of {{ $value }} out of ${count} ${members} of ${system} ${title}. `
      + `The other alerts cannot fire for the missing ${members}.`,
  };
}

/**
 * @param system - name of the system, as in prose
 * @param title - namespace and name of the set
 * @param pods - label matchers
 * @param reasons - why a pod of this system is not Ready
 */
export function notReady(system: string, title: string, pods: string, startTime: Duration, reasons: string): AlertRule {
  return {
    name: `${system}NotReady`,
    severity: 'warning',
    holdsFor: startTime,
    expression: `kube_pod_status_ready{${pods},condition="true"} == 0`,
    summary: `${system} ${title} has pods that are not Ready.`,
    description: `The pod {{ $labels.pod }} has not been Ready for ${prometheusDuration(startTime)}. ${reasons}`,
  };
}

/** The volumes, and a period for their trend that is longer than temporary changes. */
interface VolumesToWatch {
  /** Label matchers of the claims. */
  readonly claims: string;
  readonly trend: Duration;
  /** Effect of a full volume on the server. */
  readonly full: string;
}

export function volumeAlerts(system: string, title: string, { claims, trend, full }: VolumesToWatch): AlertRule[] {
  const free = `kubelet_volume_stats_available_bytes{${claims}}`;
  const share = `${free} / kubelet_volume_stats_capacity_bytes{${claims}}`;
  const period = prometheusDuration(trend);
  return [
    {
      name: `${system}VolumeFilling`,
      severity: 'warning',
      holdsFor: Duration.minutes(30),
      expression: `${share} < 0.4 and predict_linear(${free}[${period}], 24 * 3600) < 0`,
      summary: `A volume of ${system} ${title} will be full within a day.`,
      description: 'The volume of the claim {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left, '
        + `and at the trend of the last ${period} it will be full within a day. ${full}`,
    },
    {
      name: `${system}VolumeAlmostFull`,
      severity: 'critical',
      holdsFor: Duration.minutes(5),
      expression: `${share} < 0.05`,
      summary: `A volume of ${system} ${title} is almost full.`,
      description: `The volume of the claim {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left. ${full}`,
    },
  ];
}
