import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** Address at which clients outside the cluster reach one broker. */
export interface KafkaAddress {
  /** Host name or IP address that the clients use, without scheme, port and brackets. */
  readonly host: string;

  /**
   * Port that the clients use. For `NODE_PORT` it is the node port, 30000 to 32767.
   * @default 9094
   */
  readonly port?: number;
}

/** A Service for each broker, and the addresses that the brokers advertise to clients outside the cluster. */
export interface KafkaExternalAccess {
  /**
   * Type of the Services, either `ServiceType.LOAD_BALANCER` or `ServiceType.NODE_PORT`.
   * @default ServiceType.LOAD_BALANCER
   */
  readonly type?: kplus.ServiceType;

  /** One address for each broker, by ordinal. A client connects to the leader of a partition, and no other broker can replace it. */
  readonly addresses: KafkaAddress[];

  /**
   * Annotations of the Services, such as settings of the cloud's load balancer.
   * @default - only the annotations of every object
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Confirms that clients outside the cluster connect without `tls`: in plain text and without a login. Every client that reaches an
   * address can then read, write and delete records. Use it only in a network that you trust, for example behind a VPN.
   * @default false
   */
  readonly allowPlaintext?: boolean;
}

/** Authentication of clients by SASL. */
export class KafkaSasl {
  /** User names and passwords with SCRAM-SHA-512. Add users with `addUser`. */
  public static scram(): KafkaSasl {
    return new KafkaSasl('SCRAM-SHA-512', {
      'scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    });
  }

  /**
   * Tokens of an OAuth server.
   *
   * @param settings by the names of the listener settings: `oauthbearer.sasl.server.callback.handler.class`,
   * `sasl.oauthbearer.jwks.endpoint.url`, ...
   */
  public static oauthBearer(settings: { [name: string]: string }): KafkaSasl {
    checkFactory('KafkaSasl.oauthBearer', settings);
    return new KafkaSasl('OAUTHBEARER', {
      'oauthbearer.sasl.jaas.config': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;', ...settings,
    });
  }

  private constructor(
    /** Name of the mechanism. */
    public readonly mechanism: string,
    /** Settings of the listeners for clients, without `listener.name.<name>.`. */
    public readonly settings: { [name: string]: string },
  ) {}
}

/** Permissions of the clients. */
export interface KafkaAuthorization {
  /**
   * Principals with all permissions, such as `User:CN=kafka`. The principal of the nodes must be among them, because the nodes replicate
   * with it.
   */
  readonly superUsers: string[];
}
