import { IConstruct } from 'constructs';
import { PostgreSqlApplication } from './postgresql-settings';
import { ClusterDns } from '../../blocks/network';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { PresetBindingOptions } from '../shared/binding';

/** Addresses of the set and account of the application as plain values, for clients such as a Helm release or another construct. */
export interface PostgreSqlConnection {
  /** Host of the Service that follows the primary. */
  readonly primaryHost: string;

  /** Host of the Service that reaches every Ready replica. */
  readonly replicaHost: string;

  /**
   * Hosts of the members, for drivers that find the primary themselves: `target_session_attrs=read-write` of libpq,
   * `targetServerType=primary` of the JDBC driver. Only the members at synthesis.
   */
  readonly hosts: string[];

  /** Port of the Services and the members. */
  readonly port: number;

  /** Whether the servers use the certificate of `tls`. */
  readonly secure: boolean;

  /**
   * URL of the Service that follows the primary, for the JDBC driver, without user and password:
   * `jdbc:postgresql://postgresql-primary.shop:5432/shop`.
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
export interface PostgreSqlBindingOptions extends PresetBindingOptions {
  /**
   * Names of the variables that the application reads. Set them if it expects others, or if it is bound to two sets.
   * @default - the names in `PostgreSqlBindingNames`
   */
  readonly names?: PostgreSqlBindingNames;
}

/**
 * Names of the environment variables that an application reads. The defaults that begin with `PG` are those of libpq, so that `psql` and
 * most drivers need no further configuration.
 *
 * @see https://www.postgresql.org/docs/18/libpq-envars.html
 */
export interface PostgreSqlBindingNames {
  /**
   * Host of the Service for writes.
   * @default 'PGHOST'
   */
  readonly primaryHost?: string;

  /**
   * Host of the Service for reads.
   * @default 'POSTGRESQL_REPLICA_HOST'
   */
  readonly replicaHost?: string;

  /**
   * Hosts of the members with their ports, separated by commas, for drivers that find the primary themselves.
   * @default 'POSTGRESQL_HOSTS'
   */
  readonly hosts?: string;

  /**
   * Port of the Services.
   * @default 'PGPORT'
   */
  readonly port?: string;

  /**
   * Name of the database.
   * @default 'PGDATABASE'
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default 'PGUSER'
   */
  readonly user?: string;

  /**
   * Password of the account.
   * @default 'PGPASSWORD'
   */
  readonly password?: string;

  /**
   * URL of the primary with user and password: `postgresql://shop:...@postgresql-primary:5432/shop`. Set with `accounts.application`. A
   * password in which characters other than letters, digits, `-`, `.`, `_` and `~` occur makes it invalid; use the separate variables then.
   * @default 'POSTGRESQL_URL'
   */
  readonly url?: string;

  /**
   * URL of the primary for JDBC, without user and password. Set with `accounts.application`.
   * @default 'POSTGRESQL_JDBC_URL'
   */
  readonly jdbcUrl?: string;

  /**
   * How the client verifies the servers: `verify-full`. Set with `tls`.
   * @default 'PGSSLMODE'
   */
  readonly sslMode?: string;

  /**
   * Path of the authority's certificate. Set with `tls`.
   * @default 'PGSSLROOTCERT'
   */
  readonly sslRootCert?: string;

  /**
   * Path of the application's own certificate. Set with `certificate`.
   * @default 'PGSSLCERT'
   */
  readonly sslCert?: string;

  /**
   * Path of the key of the application's certificate. Set with `certificate`.
   * @default 'PGSSLKEY'
   */
  readonly sslKey?: string;
}

/** A PostgreSQL set that applications connect to: a `PostgreSql` of this program, or one that is deployed (`PostgreSql.fromName`). */
export interface IPostgreSql extends IConstruct {
  /** The addresses and the account that an application needs, as plain values. */
  connection(): PostgreSqlConnection;

  /**
   * The values of `connection()` as environment variables.
   *
   * @param options names of the variables that the application reads
   */
  connectionEnv(options?: PostgreSqlBindingOptions): { [name: string]: kplus.EnvValue };

  /**
   * The files to which variables of `connectionEnv` refer, by path.
   *
   * @param options the application's own certificate
   */
  connectionFiles(options?: PostgreSqlBindingOptions): { [path: string]: kplus.SecretValue };

  /**
   * Connects an application.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options names of the variables, containers, and the network policy of the application
   */
  bind(client: IClientWorkload, options?: PostgreSqlBindingOptions): void;
}

/** A set that is already deployed. */
export interface PostgreSqlAttributes {
  /**
   * Namespace of the set.
   * @default - the chart's namespace
   */
  readonly namespace?: string;

  /**
   * Number of members, for drivers that find the primary themselves.
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Servers of the cluster's DNS, which the policy of an isolated client opens.
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;

  /**
   * Database and account of the application. The Secret of the password must exist in the application's namespace.
   * @default - the application gets only the addresses
   */
  readonly application?: PostgreSqlApplication;

  /**
   * Authority that signed the certificate of the servers, in PEM, in a Secret in the application's namespace. Set it if the set has `tls`.
   * @default - the set has no `tls`
   */
  readonly authority?: kplus.SecretValue;
}
