/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Directory of all files that the preset adds to the pod. */
export const ETC = '/etc/kafka/stateful';
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
/** The node id of the first broker and the number of brokers if `adopt` is set, otherwise `none`. */
export const ADOPTION_FILE = `${ETC}/live/adoption`;
/** A line for each broker. */
export const EXTERNAL_ADDRESSES = `${ETC}/external-addresses`;
/** Configuration with which Kafka's tools connect as a node, and the configuration of their log. */
export const TOOL_CONFIG = `${ETC}/tools.properties`;
export const TOOL_LOG_CONFIG = `${ETC}/log4j2-tools.yaml`;
/** Topics, users and permissions that the Job creates. */
export const DESIRED = `${ETC}/desired`;
/** A file with the password of each user, for the Job. */
export const USERS = '/run/secrets/kafka-users';

/** Directory of Kafka in the image. */
export const KAFKA_HOME = '/opt/kafka';

/** The nodes keep all data in a directory of the volume, so that `lost+found` is not taken for a log directory. */
export const VOLUME = '/var/lib/kafka/data';

/** In memory: the progress of the container since it started. */
export const RUN = '/run/kafka';

/** Directory that Kafka's start scripts create, although all logs go to the console. */
export const LOG_DIR = '/tmp/kafka-logs';

export const PORTS = { internal: 9091, client: 9092, controller: 9093, external: 9094 };

export const CONTRACT = {
  PRESET: 'kafka-preset',
  DOCUMENTATION: 'docs/presets/kafka/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  ETC,
  FIRST_BOOT_FILE,
  ADOPTION_FILE,
  EXTERNAL_ADDRESSES,
  TOOL_CONFIG,
  TOOL_LOG_CONFIG,
  DESIRED,
  USERS,
  BIN: `${KAFKA_HOME}/bin`,
  VOLUME,
  LOGS: `${VOLUME}/logs`,
  // logs of the layout of Bitnami's chart, before their adoption
  FORMER: `${VOLUME}/data`,
  // file in the logs with what the node knows about the quorum
  QUORUM_STATE: '__cluster_metadata-0/quorum-state',
  // logs that are formatted and not yet in use
  INCOMING: `${VOLUME}/logs.incoming`,
  // the controllers of the cluster at the last start of this node
  CONTROLLERS_AT_LAST_START: `${VOLUME}/controllers`,
  // file by which an operator lets an empty broker join
  ACCEPT_LOSS: `${VOLUME}/accept-loss`,
  RUN,
  CAUGHT_UP: `${RUN}/caught-up`,
  CLIENT_PORT: PORTS.client,
  INTERNAL_PORT: PORTS.internal,
  CONTROLLER_PORT: PORTS.controller,
};
