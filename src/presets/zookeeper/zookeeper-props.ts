import { ZooKeeperAdoption } from './zookeeper-adoption';
import { ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
import { ZooKeeperAuthentication, ZooKeeperTls } from './zookeeper-security';
import { ZooKeeperSettingsProps, ZooKeeperTransactionLog } from './zookeeper-settings';
import { ZooKeeperSource } from './zookeeper-source';
import { JvmProps } from '../shared/jvm-heap';
import { PresetProps } from '../shared/preset-props';

/** A ZooKeeper ensemble. */
export interface ZooKeeperProps extends PresetProps, JvmProps, ZooKeeperSettingsProps {
  /**
   * Name of the set, whose pods are called `<name>-<ordinal>`. The name identifies the data: a set with another name has new volumes.
   * @default 'zk'
   */
  readonly name?: string;

  /**
   * The official image, or a compatible one.
   * @default 'zookeeper:3.9'
   */
  readonly image?: string;

  /**
   * Confirms that the volumes have the data of another ensemble, which the members are to take over at their first start. Use it instead of
   * `firstBoot`, with the number of members that the other ensemble had. It has no effect on members with data of this set; remove it
   * afterwards, which restarts no pods.
   *
   * @default - a member does not start on a volume with data of another ensemble
   */
  readonly adopt?: ZooKeeperAdoption;

  /**
   * A running ensemble that the members join, so that its data moves to this set without an outage. Members and servers together are the
   * ensemble: change it by one at a time, each time in the lists of all servers. Add members by `replicas`, then remove servers from
   * `source`, as in "Join a running ensemble" on the page of the preset. Cannot be used with `firstBoot` or `adopt`.
   *
   * @default - the members are the whole ensemble
   */
  readonly source?: ZooKeeperSource;

  /**
   * A dedicated volume for the transaction log. Cannot be changed after the first deployment.
   * @default - the log is on the volume of the snapshots
   */
  readonly transactionLog?: ZooKeeperTransactionLog;

  /**
   * Confirms that an even number of members is a step to an odd one. To grow from three to five, the ensemble passes through four, one
   * member a rollout.
   * @default false
   */
  readonly allowEvenSize?: boolean;

  /**
   * Removes the member with the highest ordinal from the member list. The other members no longer count it, and it keeps its old list until
   * `replicas` is reduced by one. Use it from four to three members, so that members with the old list still find a majority while the
   * others get the new one.
   *
   * @default false
   */
  readonly removeLastMember?: boolean;

  /**
   * Confirms that one member is enough. Each restart is then an outage, and the loss of its volume is the loss of the data.
   * @default false
   */
  readonly allowSingleMember?: boolean;

  /**
   * Runs the AdminServer. It listens on the pod's loopback address, port 8080, where only `kubectl port-forward` reaches it.
   * @default false
   */
  readonly adminServer?: boolean;

  /**
   * Certificates of the servers, for clients and among the members.
   * @default - no traffic is encrypted
   */
  readonly tls?: ZooKeeperTls;

  /**
   * Passwords of clients and members.
   * @default - every client that reaches the ports may connect; ACLs of schemes other than `sasl` work without passwords
   */
  readonly authentication?: ZooKeeperAuthentication;

  /**
   * Metrics for Prometheus, which the server exports, even with `{}`.
   * @default - no metrics are exported
   */
  readonly monitoring?: ZooKeeperMonitoringProps;
}
