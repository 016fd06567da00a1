import { replicationOf } from './kafka-config';
import { ResolvedKafkaProps } from './kafka-defaults';
import { checkTopicSettings } from './kafka-setting-checks';
import { checkFactory } from '../../checks/calls';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkWhole } from '../../checks/ranges';
import { kplus } from '../../kplus';
import { sortKeys } from '../../values/manifest';
import { checkPasswords } from '../shared/passwords';

/** Desired state of a topic. */
export interface KafkaTopicOptions {
  /**
   * Number of partitions. It can grow but not shrink. When it grows, new records of a key may go to another partition.
   * @default - the `partitions` of the cluster
   */
  readonly partitions?: number;

  /**
   * Copies of each partition. Fixed once the topic exists; to change it, use `kafka-reassign-partitions.sh`.
   * @default - the `replicationFactor` of the cluster
   */
  readonly replicationFactor?: number;

  /**
   * Settings of the topic, by Kafka's names. If you remove a setting here, the topic keeps it.
   * @default - the settings of the cluster
   */
  readonly config?: { [name: string]: string };
}

/** Permissions of a user for a topic. */
export class KafkaPermission {
  /** Write to a topic. @param topic its name, or a prefix of names and a star: `shop.*` */
  public static produce(topic: string): KafkaPermission {
    checkFactory('KafkaPermission.produce', topic);
    return new KafkaPermission('producer', topic, '');
  }

  /**
   * Read a topic as a member of a group.
   *
   * @param topic its name, or a prefix of names and a star
   * @param group the group's name, or a prefix of names and a star
   */
  public static consume(topic: string, group: string): KafkaPermission {
    checkFactory('KafkaPermission.consume', topic, group);
    return new KafkaPermission('consumer', topic, group);
  }

  /**
   * Write in transactions. To write to the topics, the user also needs `produce`, and to commit the offsets of records read, `consume`.
   *
   * @param transactionalId the producer's `transactional.id`, or a prefix of ids and a star: Kafka Streams begins them with the
   * `application.id`
   */
  public static transact(transactionalId: string): KafkaPermission {
    checkFactory('KafkaPermission.transact', transactionalId);
    return new KafkaPermission('transaction', transactionalId, '');
  }

  private constructor(
    /** Kind of the permission: `producer`, `consumer` or `transaction`. */
    public readonly kind: string,
    /** The topic's name or the transactional id, or a prefix of names and a star. */
    public readonly topic: string,
    /** Name of the consumer group, or a prefix of names and a star. */
    public readonly group: string,
  ) {}
}

/** A user by name and password. */
export interface KafkaUserOptions {
  /**
   * The password, in printable ASCII, from an existing Secret in the brokers' namespace. A changed password is applied when the Job runs
   * again.
   */
  readonly password: kplus.SecretValue;

  /**
   * Permissions of the user. Requires `authorization`.
   * @default - no permissions with `authorization`, and all permissions without it
   */
  readonly permissions?: KafkaPermission[];
}

/** Topics, users and permissions that the Job applies. */
export class DesiredState {
  public readonly users = new Map<string, KafkaUserOptions>();
  private readonly topics = new Map<string, KafkaTopicOptions>();

  constructor(private readonly props: ResolvedKafkaProps) {}

  public addTopic(name: string, options: KafkaTopicOptions, errors: Errors): void {
    checkTopic(name, options, this.props, errors);
    if (this.topics.has(name)) {
      errors.add('TopicTaken', {
        rule: 'the topics of a cluster must have different names',
        got: name,
        remedy: 'combine both declarations in one addTopic',
      });
    }
    const [other] = [...this.topics.keys()].filter(known => known !== name && metricsName(known) === metricsName(name));
    if (other !== undefined) {
      errors.add('TopicsCollide', {
        rule: 'the topics of a cluster must differ in more than dots and underscores, because Kafka\'s metrics have one name for both and '
          + 'Kafka rejects the second',
        got: `${other} and ${name}`,
        remedy: 'use dashes, or either dots or underscores in all names',
      });
    }
    this.topics.set(name, options);
  }

  public addUser(name: string, options: KafkaUserOptions, errors: Errors): void {
    checkUser(name, options, this.props, errors);
    if (this.users.has(name)) {
      errors.add('UserTaken', {
        rule: 'the users of a cluster must have different names',
        got: name,
        remedy: 'combine both declarations in one addUser',
      });
    }
    this.users.set(name, options);
    checkPasswords([...this.users].map(([user, { password }]) => [`the password of user ${user}`, password]), errors);
  }

  /** Lines for the Job's script, each with one topic, user or permission. */
  public get text(): string {
    const topics = [...this.topics].flatMap(([name, { partitions = '-', replicationFactor = '-', config = {} }]) => [
      `topic ${name} ${partitions} ${replicationFactor}`,
      ...Object.entries(sortKeys(config)).map(([key, value]) => `config ${name} ${key}=${value}`),
    ]);
    const users = [...this.users].flatMap(([name, { permissions = [] }]) => [
      `user ${name}`, ...permissions.map(({ kind, topic, group }) => `${kind} ${name} ${topic} ${group}`.trimEnd()),
    ]);
    return [...topics, ...users].map(line => `${line}\n`).join('');
  }
}

/** https://github.com/apache/kafka/blob/4.3/clients/src/main/java/org/apache/kafka/common/internals/Topic.java */
function metricsName(topic: string): string {
  return String(topic).replace(/\./g, '_');
}

const MAX_PARTITIONS = 10_000;

function checkTopic(
  name: string, { partitions, replicationFactor, config }: KafkaTopicOptions, props: ResolvedKafkaProps, errors: Errors,
): void {
  // https://github.com/apache/kafka/blob/4.3/clients/src/main/java/org/apache/kafka/common/internals/Topic.java
  if (!/^[-._A-Za-z0-9]{1,249}$/.test(name) || /^\.\.?$/.test(name) || name.startsWith('__')) {
    errors.add('TopicNameInvalid', {
      rule: 'the name of a topic must be 1 to 249 letters, digits, dots, dashes and underscores, without two underscores at the start, '
        + 'because Kafka reserves them for internal topics',
      got: name,
      remedy: 'use a name such as orders',
    });
  }
  checkWhole(errors, {
    code: 'TopicPartitionsInvalid',
    prop: `partitions of topic ${name}`,
    value: partitions,
    remedy: 'use 6, or enough for all planned consumers',
  }, 1, MAX_PARTITIONS);
  if (replicationFactor !== undefined && !isIntegerIn(replicationFactor, 1, props.replicas)) {
    errors.add('TopicCopiesInvalid', {
      rule: `replicationFactor of topic ${name} must be a whole number from 1 to ${props.replicas} (the number of brokers)`,
      got: replicationFactor,
      remedy: 'omit it for the default of the cluster',
    });
  }
  checkTopicSettings(`config of topic ${name}`, config, props.image, errors);
  const cluster = replicationOf(props);
  const copies = replicationFactor ?? cluster.replicationFactor;
  const inSync = Number(config?.['min.insync.replicas'] ?? Math.min(cluster.minInSyncReplicas, replicationFactor === 1 ? 1 : Infinity));
  if (copies > 1 && inSync >= copies) {
    errors.add('TopicStopsInUpdate', {
      rule: `min.insync.replicas of topic ${name} must be less than its ${copies} copies, because otherwise the restart of one broker `
        + 'blocks writers',
      got: inSync,
      remedy: `use ${copies - 1}, or a higher replicationFactor`,
    });
  }
}

function checkUser(name: string, { permissions }: KafkaUserOptions, props: ResolvedKafkaProps, errors: Errors): void {
  if (!/^[-._@A-Za-z0-9]{1,100}$/.test(name)) {
    errors.add('KafkaUserInvalid', {
      rule: 'the name of a user must be 1 to 100 letters, digits, dots, dashes, underscores and @',
      got: name,
      remedy: 'use a name such as shop',
    });
  }
  if (props.sasl?.mechanism !== 'SCRAM-SHA-512') {
    errors.add('ScramMissing', {
      rule: `user ${name} requires SCRAM authentication, because it logs in with a password`,
      got: props.sasl?.mechanism,
      remedy: 'add sasl: KafkaSasl.scram()',
    });
  }
  if (permissions !== undefined && props.authorization === undefined) {
    errors.add('AuthorizationMissing', {
      rule: `permissions of user ${name} require authorization, because otherwise the brokers ignore them`,
      got: props.authorization,
      remedy: 'add authorization: { superUsers: [\'User:CN=kafka\'] }',
    });
  }
  for (const { kind, topic, group } of permissions ?? []) {
    if (kind === 'transaction') {
      if (!/^[^\s*]{0,248}\S$/.test(topic)) {
        errors.add('TransactionalIdInvalid', {
          rule: `permissions of user ${name} must have a transactional ID without spaces, either in full or as a prefix followed by a star`,
          got: topic,
          remedy: 'use KafkaPermission.transact(\'shop-*\')',
        });
      }
    } else if (!/^[-._A-Za-z0-9]{0,248}(\*|[-._A-Za-z0-9])$/.test(topic) || (kind === 'consumer' && !/^[^\s*]{0,248}\S$/.test(group))) {
      errors.add('PermissionInvalid', {
        rule: `permissions of user ${name} must have a topic and, to consume, a group without spaces, each either in full or as a prefix `
          + 'followed by a star',
        got: `${topic} ${group}`.trim(),
        remedy: 'use KafkaPermission.consume(\'orders\', \'shop\')',
      });
    }
  }
}
