/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/kafka/stateful';
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
/** A line for each broker. */
export const EXTERNAL_ADDRESSES = `${ETC}/external-addresses`;
/** By which Kafka's tools connect as a node, and their log. */
export const TOOL_CONFIG = `${ETC}/tools.properties`;
export const TOOL_LOG_CONFIG = `${ETC}/log4j2-tools.yaml`;
/** Topics, users and permissions, which the Job creates. */
export const DESIRED = `${ETC}/desired`;
/** A file with the password of each user, for the Job. */
export const USERS = '/run/secrets/kafka-users';

/** Where the image has Kafka. */
export const KAFKA_HOME = '/opt/kafka';

/** The nodes keep everything in a directory of the volume, so that `lost+found` is no log directory. */
export const VOLUME = '/var/lib/kafka/data';

/** In memory: what the container has reached since it started. */
export const RUN = '/run/kafka';

/** Where Kafka's start scripts create a directory, although all is logged to the console. */
export const LOG_DIR = '/tmp/kafka-logs';

export const PORTS = { internal: 9091, client: 9092, controller: 9093, external: 9094 };

export const CONTRACT = {
  PRESET: 'kafka-preset',
  DOCUMENTATION: 'docs/presets/kafka/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  ETC,
  FIRST_BOOT_FILE,
  EXTERNAL_ADDRESSES,
  TOOL_CONFIG,
  TOOL_LOG_CONFIG,
  DESIRED,
  USERS,
  BIN: `${KAFKA_HOME}/bin`,
  VOLUME,
  LOGS: `${VOLUME}/logs`,
  // logs that are formatted and not in use yet
  INCOMING: `${VOLUME}/logs.incoming`,
  // the controllers of the cluster at the last start of this node
  CONTROLLERS_AT_LAST_START: `${VOLUME}/controllers`,
  // by which an operator lets an empty broker join
  ACCEPT_LOSS: `${VOLUME}/accept-loss`,
  RUN,
  LISTENING: `${RUN}/listening`,
  CAUGHT_UP: `${RUN}/caught-up`,
  CLIENT_PORT: PORTS.client,
  INTERNAL_PORT: PORTS.internal,
  CONTROLLER_PORT: PORTS.controller,
};
