import { IConstruct } from 'constructs';
import { MySqlApplication } from './mysql-settings';
import { ClusterDns } from '../../blocks/network';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { PresetBindingOptions } from '../shared/binding';

/** Address of the set and account of the application as plain values, for clients such as a Helm release or another construct. */
export interface MySqlConnection {
  /** Host of the Service that reaches the primary. */
  readonly primaryHost: string;

  /** Host of the Service that reaches every Ready member. */
  readonly replicaHost: string;

  /** Port of both Services. */
  readonly port: number;

  /** Whether the servers use the certificate of `tls`. */
  readonly secure: boolean;

  /**
   * URL of the primary for Connector/J, without user and password: `jdbc:mysql://mysql-primary.shop:3306/shop`. With `tls`, the driver
   * verifies the servers with the trust store of the JVM, which must contain the authority.
   */
  readonly jdbcUrl: string;

  /**
   * Authority that signed the certificate of the servers, in PEM.
   * @default - the servers have no `tls`
   */
  readonly authority?: kplus.SecretValue;

  /**
   * Name of the database.
   * @default - not set without `accounts.application`
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default - not set without `accounts.application`
   */
  readonly user?: string;

  /**
   * Password of the account, as a reference. An application in another namespace needs the Secret there.
   * @default - not set without `accounts.application`
   */
  readonly password?: kplus.SecretValue;
}

/** Options of `bind`, `connectionEnv` and `connectionFiles`. */
export interface MySqlBindingOptions extends PresetBindingOptions {
  /**
   * Names of the variables that the application reads. Set them if it expects others, or if it is bound to two sets.
   * @default - the names in `MySqlBindingNames`
   */
  readonly names?: MySqlBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface MySqlBindingNames {
  /**
   * Host of the Service for writes.
   * @default 'MYSQL_PRIMARY_HOST'
   */
  readonly primaryHost?: string;

  /**
   * Host of the Service for reads.
   * @default 'MYSQL_REPLICA_HOST'
   */
  readonly replicaHost?: string;

  /**
   * Port of both Services.
   * @default 'MYSQL_PORT'
   */
  readonly port?: string;

  /**
   * Name of the database.
   * @default 'MYSQL_DATABASE'
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default 'MYSQL_USER'
   */
  readonly user?: string;

  /**
   * Password of the account.
   * @default 'MYSQL_PASSWORD'
   */
  readonly password?: string;

  /**
   * URL of the primary with user and password: `mysql://shop:...@mysql-primary:3306/shop`. Set with `accounts.application`. A password in
   * which characters other than letters, digits, `-`, `.`, `_` and `~` occur makes it invalid; use the separate variables then.
   * @default 'MYSQL_URL'
   */
  readonly url?: string;

  /**
   * URL of the primary for JDBC, without user and password. Set with `accounts.application`.
   * @default 'MYSQL_JDBC_URL'
   */
  readonly jdbcUrl?: string;

  /**
   * How the client verifies the servers: `VERIFY_IDENTITY`. Set with `tls`.
   * @default 'MYSQL_SSL_MODE'
   */
  readonly sslMode?: string;

  /**
   * Path of the authority's certificate. Set with `tls`.
   * @default 'MYSQL_SSL_CA'
   */
  readonly sslCa?: string;

  /**
   * Path of the application's own certificate. Set with `certificate`.
   * @default 'MYSQL_SSL_CERT'
   */
  readonly sslCert?: string;

  /**
   * Path of the key of the application's certificate. Set with `certificate`.
   * @default 'MYSQL_SSL_KEY'
   */
  readonly sslKey?: string;
}

/** A MySQL set that applications connect to: a `MySql` of this program, or one that is already deployed (`MySql.fromName`). */
export interface IMySql extends IConstruct {
  /** The addresses and the account that an application needs, as plain values. */
  connection(): MySqlConnection;

  /**
   * The values of `connection()` as environment variables.
   *
   * @param options names of the variables that the application reads
   */
  connectionEnv(options?: MySqlBindingOptions): { [name: string]: kplus.EnvValue };

  /**
   * The files to which variables of `connectionEnv` refer, by path.
   *
   * @param options the application's own certificate
   */
  connectionFiles(options?: MySqlBindingOptions): { [path: string]: kplus.SecretValue };

  /**
   * Connects an application.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options names of the variables, containers, and the network policy of the application
   */
  bind(client: IClientWorkload, options?: MySqlBindingOptions): void;
}

/** A set that is already deployed. */
export interface MySqlAttributes {
  /**
   * Namespace of the set.
   * @default - the chart's namespace
   */
  readonly namespace?: string;

  /**
   * Servers of the cluster's DNS, which the policy of an isolated client opens.
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;

  /**
   * Database and account of the application. The Secret of the password must exist in the application's namespace.
   * @default - the application gets only the addresses
   */
  readonly application?: MySqlApplication;

  /**
   * Authority that signed the certificate of the servers, in PEM, in a Secret in the application's namespace. Set it if the set has `tls`.
   * @default - the set has no `tls`
   */
  readonly authority?: kplus.SecretValue;
}

