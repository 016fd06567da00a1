import { Duration } from 'cdk8s';

/** One alerting rule of Prometheus, without the labels that all alerts of a set have. */
export interface AlertRule {
  /** Name of the alert, with the system first: `EtcdNoLeader`. Letters, digits and underscores. */
  readonly name: string;

  /**
   * PromQL expression that selects the pods or sets in trouble. `podMatchers` and `claimMatchers` of the set restrict a metric to this set:
   * `etcd_server_has_leader{${app.podMatchers}} == 0`.
   *
   * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
   */
  readonly expression: string;

  /**
   * Time for which the expression must hold before the alert fires, in whole seconds.
   * @default - the alert fires at the first evaluation that finds the expression true
   */
  readonly holdsFor?: Duration;

  /**
   * Severity by which Alertmanager routes the alert. By convention, `critical` pages an engineer, and `warning` is for working hours.
   */
  readonly severity: string;

  /** One sentence that is the same for all pods of the set, so that a notification can group them. */
  readonly summary: string;

  /** What happened to which pod, and its effect on clients and data: `{{ $labels.pod }} has no leader, so writes fail.` */
  readonly description: string;

  /**
   * URL of the page with the remedy.
   * @default - `runbookUrl` of the call, a slash and the name of the alert; without it, the alert has no link
   */
  readonly runbookUrl?: string;
}
