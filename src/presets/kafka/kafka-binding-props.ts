import { IConstruct } from 'constructs';
import { KafkaSasl } from './kafka-listeners';
import { ClusterDns } from '../../blocks/network';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { PresetBindingOptions } from '../shared/binding';

/** The address of the cluster, for clients that take plain values: a Helm release, another construct. */
export interface KafkaConnection {
  /** Host and port of the Service by which clients find the brokers, in the format of `bootstrap.servers`. */
  readonly bootstrapServers: string;

  /** Whether the port uses TLS. */
  readonly secure: boolean;

  /** Protocol of the port, in the format of `security.protocol`: `PLAINTEXT`, `SSL` or `SASL_SSL`. */
  readonly securityProtocol: string;

  /**
   * Mechanism by which clients log in, in the format of `sasl.mechanism`.
   * @default - clients do not log in
   */
  readonly saslMechanism?: string;

  /**
   * Authority that signed the certificate of the brokers, in PEM.
   * @default - the brokers have no `tls`
   */
  readonly authority?: kplus.SecretValue;
}

/** Options of `bind`, `connectionEnv` and `connectionFiles`. */
export interface KafkaBindingOptions extends PresetBindingOptions {
  /**
   * User as which the application logs in. Required if the brokers have `sasl: KafkaSasl.scram()`.
   * @default - the application does not log in with a password
   */
  readonly user?: string;

  /**
   * Password of the user, in a Secret in the application's namespace. Set it for a user whom this program does not declare.
   * @default - the password of `addUser`
   */
  readonly password?: kplus.SecretValue;

  /**
   * Names of the variables that the application reads. Set them if it expects others, or if it is bound to two clusters.
   * @default - the names in `KafkaBindingNames`
   */
  readonly names?: KafkaBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface KafkaBindingNames {
  /**
   * Host and port of the first brokers that the client connects to.
   * @default 'KAFKA_BOOTSTRAP_SERVERS'
   */
  readonly bootstrapServers?: string;

  /**
   * Value of `security.protocol`. Set with `tls` or `sasl`.
   * @default 'KAFKA_SECURITY_PROTOCOL'
   */
  readonly securityProtocol?: string;

  /**
   * Value of `sasl.mechanism`. Set with `sasl`.
   * @default 'KAFKA_SASL_MECHANISM'
   */
  readonly saslMechanism?: string;

  /**
   * Name of the user. Set with `user`.
   * @default 'KAFKA_USER'
   */
  readonly user?: string;

  /**
   * Password of the user. Set with `user`.
   * @default 'KAFKA_PASSWORD'
   */
  readonly password?: string;

  /**
   * Value of `sasl.jaas.config` for Java clients, with user and password. Set with `user`. A password with `"` or `\\` makes it invalid;
   * use the separate variables then.
   * @default 'KAFKA_SASL_JAAS_CONFIG'
   */
  readonly saslJaasConfig?: string;

  /**
   * Path of the authority's certificate, in PEM. Set with `tls`.
   * @default 'KAFKA_CA_FILE'
   */
  readonly caFile?: string;

  /**
   * Path of the application's own certificate. Set with `certificate`.
   * @default 'KAFKA_CERTIFICATE_FILE'
   */
  readonly certificateFile?: string;

  /**
   * Path of the key of the application's certificate. Set with `certificate`.
   * @default 'KAFKA_KEY_FILE'
   */
  readonly keyFile?: string;
}

/** A Kafka cluster that applications connect to: a `Kafka` of this program, or one that is already deployed (`Kafka.fromName`). */
export interface IKafka extends IConstruct {
  /** The address of the brokers as plain values. */
  connection(): KafkaConnection;

  /**
   * The values of `connection()` as environment variables.
   *
   * @param options the user, and names of the variables that the application reads
   */
  connectionEnv(options?: KafkaBindingOptions): { [name: string]: kplus.EnvValue };

  /**
   * The files to which variables of `connectionEnv` refer, by path.
   *
   * @param options the application's own certificate
   */
  connectionFiles(options?: KafkaBindingOptions): { [path: string]: kplus.SecretValue };

  /**
   * Connects an application.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options the user, names of the variables, containers, and the network policy of the application
   */
  bind(client: IClientWorkload, options?: KafkaBindingOptions): void;
}

/** A cluster that is already deployed. */
export interface KafkaAttributes {
  /**
   * Namespace of the brokers.
   * @default - the chart's namespace
   */
  readonly namespace?: string;

  /**
   * Servers of the cluster's DNS, which the policy of an isolated client opens.
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;

  /**
   * Authority that signed the certificate of the brokers, in PEM, in a Secret in the application's namespace. Set it if they have `tls`.
   * @default - the brokers have no `tls`
   */
  readonly authority?: kplus.SecretValue;

  /**
   * Authentication of clients.
   * @default - clients do not log in
   */
  readonly sasl?: KafkaSasl;
}

