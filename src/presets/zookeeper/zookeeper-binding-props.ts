import { IConstruct } from 'constructs';
import { ClusterDns } from '../../blocks/network';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { PresetBindingOptions } from '../shared/binding';

/** Address of the ensemble as plain values, for clients such as a Helm release or another construct. */
export interface ZooKeeperConnection {
  /** All members with their ports, and the client's root path: `zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181/shop`. */
  readonly connectionString: string;

  /** Whether the ports use TLS. */
  readonly secure: boolean;

  /**
   * Authority that signed the certificate of the members, in PEM.
   * @default - the ports do not use TLS
   */
  readonly authority?: kplus.SecretValue;
}

/** Options of `bind`, `connectionEnv` and `connectionFiles`. */
export interface ZooKeeperBindingOptions extends PresetBindingOptions {
  /**
   * Path that the application uses as its root. The znode must exist, unless the application creates it (Kafka does).
   * @default - the root
   */
  readonly chroot?: string;

  /**
   * User as which the application logs in. Required if the members reject clients without a password.
   * @default - no user and no password
   */
  readonly user?: string;

  /**
   * Password of the user, in a Secret in the application's namespace. Set it for a user whom this program does not declare.
   * @default - the password of the user in `authentication.clients`
   */
  readonly password?: kplus.SecretValue;

  /**
   * Names of the variables that the application reads. Set them if it expects others, or if it is bound to two ensembles.
   * @default - the names in `ZooKeeperBindingNames`
   */
  readonly names?: ZooKeeperBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface ZooKeeperBindingNames {
  /**
   * All members with their ports, and the client's root path.
   * @default 'ZOOKEEPER_CONNECT'
   */
  readonly connectionString?: string;

  /**
   * Name of the user. Set with `user`.
   * @default 'ZOOKEEPER_USER'
   */
  readonly user?: string;

  /**
   * Password of the user. Set with `user`.
   * @default 'ZOOKEEPER_PASSWORD'
   */
  readonly password?: string;

  /**
   * System properties for Java clients, as the scripts of ZooKeeper read them. They switch TLS on, and with `user` allow DIGEST-MD5. Set
   * with TLS or `user`.
   * @default 'ZOOKEEPER_CLIENT_JVMFLAGS'
   */
  readonly jvmFlags?: string;

  /**
   * Path of the authority's certificate, in PEM. Set with TLS.
   * @default 'ZOOKEEPER_CA_FILE'
   */
  readonly caFile?: string;

  /**
   * Path of the application's own certificate. Set with `certificate`.
   * @default 'ZOOKEEPER_CERTIFICATE_FILE'
   */
  readonly certificateFile?: string;

  /**
   * Path of the key of the application's certificate. Set with `certificate`.
   * @default 'ZOOKEEPER_KEY_FILE'
   */
  readonly keyFile?: string;
}

/** An ensemble that applications connect to: a `ZooKeeper` of this program, or one that is already deployed (`ZooKeeper.fromName`). */
export interface IZooKeeper extends IConstruct {
  /**
   * All members with their ports, and whether they use TLS.
   *
   * @param chroot path that the client uses as its root
   */
  connection(chroot?: string): ZooKeeperConnection;

  /**
   * The values of `connection()` as environment variables.
   *
   * @param options root path and user, and names of the variables that the application reads
   */
  connectionEnv(options?: ZooKeeperBindingOptions): { [name: string]: kplus.EnvValue };

  /**
   * The files to which variables of `connectionEnv` refer, by path.
   *
   * @param options the application's own certificate
   */
  connectionFiles(options?: ZooKeeperBindingOptions): { [path: string]: kplus.SecretValue };

  /**
   * Connects an application.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options root path and user, names of the variables, containers, and the network policy of the application
   */
  bind(client: IClientWorkload, options?: ZooKeeperBindingOptions): void;
}

/** An ensemble that is already deployed. */
export interface ZooKeeperAttributes {
  /** Number of members. */
  readonly replicas: number;

  /**
   * Namespace of the ensemble.
   * @default - the chart's namespace
   */
  readonly namespace?: string;

  /**
   * Servers of the cluster's DNS, which the policy of an isolated client opens.
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;

  /**
   * Authority that signed the certificate of the members, in PEM, in a Secret in the application's namespace. Set it if clients connect
   * with TLS, to port 2281.
   * @default - clients connect without TLS, to port 2181
   */
  readonly authority?: kplus.SecretValue;

  /**
   * Whether the members reject clients without a password.
   * @default false
   */
  readonly requireClients?: boolean;
}
