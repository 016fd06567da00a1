import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** Where clients outside of the cluster reach one broker. */
export interface KafkaAddress {
  /** Host name or address that the clients use. */
  readonly host: string;

  /**
   * Port that the clients use. For `NODE_PORT` it is the node port, 30000 to 32767.
   * @default 9094
   */
  readonly port?: number;
}

/** A Service for each broker, and what the brokers say to clients outside about themselves. */
export interface KafkaExternalAccess {
  /**
   * `ServiceType.LOAD_BALANCER` or `ServiceType.NODE_PORT`.
   * @default ServiceType.LOAD_BALANCER
   */
  readonly type?: kplus.ServiceType;

  /** One for each broker, by ordinal: a client connects to the leader of a partition and to nobody in its place. */
  readonly addresses: KafkaAddress[];

  /**
   * Annotations of the Services: what the cloud's load balancer wants to know.
   * @default - those of every object
   */
  readonly annotations?: { [key: string]: string };
}

/** How clients prove who they are by SASL. */
export class KafkaSasl {
  /** User names and passwords, SCRAM-SHA-512; users come by `addUser`. */
  public static scram(): KafkaSasl {
    return new KafkaSasl('SCRAM-SHA-512', {
      'scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    });
  }

  /**
   * Tokens of an OAuth server.
   *
   * @param settings by the listener's own names: `oauthbearer.sasl.server.callback.handler.class`, `sasl.oauthbearer.jwks.endpoint.url`,
   * ...
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

/** Who may do what. */
export interface KafkaAuthorization {
  /**
   * Principals that may do everything, such as `User:CN=kafka`. The nodes' own must be among them: by it they replicate.
   */
  readonly superUsers: string[];
}
