import { ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
import { ZooKeeperAuthentication, ZooKeeperTls } from './zookeeper-security';
import { ZooKeeperSettingsProps, ZooKeeperTransactionLog } from './zookeeper-settings';
import { JvmProps } from '../shared/jvm-heap';
import { PresetProps } from '../shared/preset-props';

/** A ZooKeeper ensemble. */
export interface ZooKeeperProps extends PresetProps, JvmProps, ZooKeeperSettingsProps {
  /**
   * Name of the set; pods are called `<name>-<ordinal>`. It is the identity of the data.
   * @default 'zk'
   */
  readonly name?: string;

  /**
   * The official image, or one like it.
   * @default 'zookeeper:3.9'
   */
  readonly image?: string;

  /**
   * A volume of its own for the transaction log. Cannot be changed after the first deployment.
   * @default - the log is on the volume of the snapshots
   */
  readonly transactionLog?: ZooKeeperTransactionLog;

  /**
   * Says that an even number of members is a step on the way to an odd one: from three to five the ensemble goes by four, one member a
   * rollout.
   * @default false
   */
  readonly allowEvenSize?: boolean;

  /**
   * Says that the member with the highest ordinal leaves: the others no longer count it, and it goes on with the list of members that it
   * has until `replicas` is one less. From four to three, so that those who still have the old list find a majority while the others take
   * the new one.
   *
   * @default false
   */
  readonly removeLastMember?: boolean;

  /**
   * Says that one member is enough: each restart is an outage, and the loss of its volume is the loss of the data.
   * @default false
   */
  readonly allowSingleMember?: boolean;

  /**
   * Whether the AdminServer runs. It listens on the pod's loopback address, port 8080: `kubectl port-forward` reaches it, and nobody else
   * does.
   * @default false
   */
  readonly adminServer?: boolean;

  /**
   * Certificates of the servers, for clients and among the members.
   * @default - nothing is encrypted
   */
  readonly tls?: ZooKeeperTls;

  /**
   * Passwords of clients and members.
   * @default - whoever reaches the ports may connect; ACLs of schemes other than `sasl` work without
   */
  readonly authentication?: ZooKeeperAuthentication;

  /**
   * Metrics for Prometheus, from the server itself; `{}` does.
   * @default - there are no metrics
   */
  readonly monitoring?: ZooKeeperMonitoringProps;
}
