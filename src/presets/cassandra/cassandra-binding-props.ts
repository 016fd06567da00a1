import { IConstruct } from 'constructs';
import { ClusterDns } from '../../blocks/network';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { PresetBindingOptions } from '../shared/binding';

/** Addresses of the ring as plain values, for clients such as a Helm release or another construct. */
export interface CassandraConnection {
  /** Hosts at which a driver begins. It discovers the other members there. */
  readonly contactPoints: string[];

  /** Port of the members. */
  readonly port: number;

  /** Name of the datacenter, which drivers require. */
  readonly datacenter: string;

  /** Whether clients use TLS. */
  readonly secure: boolean;

  /**
   * Authority that signed the certificate of the members, in PEM.
   * @default - the members do not require TLS
   */
  readonly authority?: kplus.SecretValue;
}

/** Options of `bind`, `connectionEnv` and `connectionFiles`. */
export interface CassandraBindingOptions extends PresetBindingOptions {
  /** Name of the application's account, which `addUser` declares. */
  readonly user: string;

  /** Password of the account, in an existing Secret in the application's namespace. */
  readonly password: kplus.SecretValue;

  /**
   * Keyspace of the application.
   * @default - the application gets no variable for it
   */
  readonly keyspace?: string;

  /**
   * Names of the variables that the application reads. Set them if it expects others, or if it is bound to two rings.
   * @default - the names in `CassandraBindingNames`
   */
  readonly names?: CassandraBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface CassandraBindingNames {
  /**
   * Hosts at which a driver begins, separated by commas.
   * @default 'CASSANDRA_CONTACT_POINTS'
   */
  readonly contactPoints?: string;

  /**
   * Port of the members.
   * @default 'CASSANDRA_PORT'
   */
  readonly port?: string;

  /**
   * Name of the datacenter.
   * @default 'CASSANDRA_LOCAL_DATACENTER'
   */
  readonly datacenter?: string;

  /**
   * Name of the account.
   * @default 'CASSANDRA_USER'
   */
  readonly user?: string;

  /**
   * Password of the account.
   * @default 'CASSANDRA_PASSWORD'
   */
  readonly password?: string;

  /**
   * Keyspace of the application. Set with `keyspace`.
   * @default 'CASSANDRA_KEYSPACE'
   */
  readonly keyspace?: string;

  /**
   * How the client verifies the members: `verify-ca`. Drivers learn the other members by address, which no certificate has, so they verify
   * the authority and no name. Set with `tls`.
   *
   * @default 'CASSANDRA_SSL_MODE'
   */
  readonly sslMode?: string;

  /**
   * Path of the authority's certificate, in PEM. Set with `tls`.
   * @default 'CASSANDRA_CA_FILE'
   */
  readonly caFile?: string;

  /**
   * Path of the application's own certificate. Set with `certificate`.
   * @default 'CASSANDRA_CERTIFICATE_FILE'
   */
  readonly certificateFile?: string;

  /**
   * Path of the key of the application's certificate. Set with `certificate`.
   * @default 'CASSANDRA_KEY_FILE'
   */
  readonly keyFile?: string;
}

/** A ring that applications connect to: a `Cassandra` of this program, or one that is deployed (`Cassandra.fromName`). */
export interface ICassandra extends IConstruct {
  /** The addresses that an application needs, as plain values. */
  connection(): CassandraConnection;

  /**
   * The values of `connection()` and the account as environment variables.
   *
   * @param options account and keyspace, and names of the variables that the application reads
   */
  connectionEnv(options: CassandraBindingOptions): { [name: string]: kplus.EnvValue };

  /**
   * The files to which variables of `connectionEnv` refer, by path.
   *
   * @param options the application's own certificate
   */
  connectionFiles(options: CassandraBindingOptions): { [path: string]: kplus.SecretValue };

  /**
   * Connects an application.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options account and keyspace, names of the variables, containers, and the network policy of the application
   */
  bind(client: IClientWorkload, options: CassandraBindingOptions): void;
}

/** A ring that is already deployed. */
export interface CassandraAttributes {
  /**
   * Namespace of the ring.
   * @default - the chart's namespace
   */
  readonly namespace?: string;

  /**
   * Number of members, which are the contact points.
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Name of the datacenter.
   * @default 'datacenter1'
   */
  readonly datacenter?: string;

  /**
   * Authority that signed the certificate of the members, in PEM, in a Secret in the application's namespace. Set it if they require TLS.
   * @default - the members do not require TLS
   */
  readonly authority?: kplus.SecretValue;

  /**
   * Servers of the cluster's DNS, which the policy of an isolated client opens.
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;
}
