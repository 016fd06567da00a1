/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Directory of all files that the preset adds to the pod. */
export const ETC = '/etc/mysql/stateful';
export const CONFIG = `${ETC}/my.cnf`;
/** Configuration of the server that an empty member starts. */
export const EMPTY_CONFIG = `${ETC}/empty.cnf`;
export const CLIENT_OPTIONS = `${ETC}/client.cnf`;
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
/** Two lines: whether `adopt` is set, and the account of the application. */
export const ADOPTION_FILE = `${ETC}/live/adoption`;
/** One word: none, follow or cut-over. */
export const SOURCE_FILE = `${ETC}/live/source`;
export const MEMBERS_FILE = `${ETC}/live/members`;

export const PASSWORDS = '/run/secrets/mysql';

export const VOLUME = '/var/lib/mysql';
export const DATA = `${VOLUME}/data`;

/** In memory: the decision of the startup script, and credentials in the format that the client reads. */
export const RUN = '/run/mysql-role';
/** Statements that the server runs before it accepts connections. */
export const INIT_FILE = `${RUN}/init.sql`;
/** The settings of the role. */
export const ROLE_CONFIG = `${RUN}/role.cnf`;

/** Exists while this member of a group serves clients. */
export const READY_FILE = `${RUN}/ready`;
/** Token and authority of the Kubernetes API, for the sidecar of a group. */
export const TOKENS = '/run/secrets/kubernetes-api';
/** Label of the pods that tells the primary of a group from the secondaries. */
export const ROLE_LABEL = 'cdk8s-stateful-app/group-role';
/** The most members that Group Replication supports. */
export const MAX_GROUP_MEMBERS = 9;

export const SOCKET_DIRECTORY = '/var/run/mysqld';
export const SOCKET = `${SOCKET_DIRECTORY}/mysqld.sock`;
export const MYSQL_PORT = 3306;

export const MEMBERS_USER = 'stateful_members';
export const REPLICATION_USER = 'stateful_replication';
export const BACKUP_USER = 'stateful_backup';

/** Channel by which a primary follows a server outside the set. */
export const SOURCE_CHANNEL = 'external';

/** Directories of the Jobs: one in memory, and the volume with the dumps. */
export const JOB_RUN = '/run/mysql-backup';
export const DUMPS = '/backup';

export const CONTRACT = {
  PRESET: 'mysql-preset',
  DOCUMENTATION: 'docs/presets/mysql/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  HOSTS_FILE: '/etc/hosts',
  ETC,
  CONFIG,
  EMPTY_CONFIG,
  CLIENT_OPTIONS,
  FIRST_BOOT_FILE,
  ADOPTION_FILE,
  SOURCE_FILE,
  MEMBERS_FILE,
  PASSWORDS,
  VOLUME,
  DATA,
  // the time at which a readiness probe last found the member ready
  READY_AT: `${RUN}/ready-at`,
  // data that is being built, and data that a member had before it was cloned again
  INCOMING: `${DATA}.incoming`,
  ASIDE: `${DATA}.aside`,
  // exists while data of another installation is being adopted
  ADOPTING: `${DATA}.adopting`,
  // exists in data that is a clone and has not been used yet
  CLONED: `${DATA}/stateful-clone`,
  // role of the data next to it
  ROLE_OF_DATA: `${DATA}.role`,
  VERSION_OF_DATA: `${DATA}.version`,
  // file by which an administrator lets a start continue
  ACCEPT_LOSS: `${VOLUME}/accept-loss`,
  SCRATCH: '/tmp/scratch',
  RUN,
  INIT_FILE,
  ROLE_CONFIG,
  FACTS: `${RUN}/facts.tsv`,
  DECISION: `${RUN}/decision.tsv`,
  READY_FILE,
  // exists while the pod of a member of a group ends, so that the sidecar does not let it join again
  LEAVING: `${RUN}/leaving`,
  // exists while data that this start has created is the only data of the set
  FRESH: `${RUN}/fresh`,
  // exists after this member has begun a group without others, for which an administrator accepted the loss
  ALONE: `${RUN}/alone`,
  TOKENS,
  ROLE_LABEL,
  MAX_GROUP_MEMBERS,
  SOCKET,
  PORT: MYSQL_PORT,
  MEMBERS_USER,
  REPLICATION_USER,
  BACKUP_USER,
  SOURCE_CHANNEL,
  JOB_RUN,
  DUMPS,
};
