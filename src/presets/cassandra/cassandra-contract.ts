/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Directory of all files that the preset adds to the pod. */
export const ETC = '/etc/cassandra/stateful';
/** The part of cassandra.yaml that all members share. */
export const CONFIG = `${ETC}/cassandra.yaml`;
/** The datacenter. start.sh adds the rack. */
export const RACKDC = `${ETC}/cassandra-rackdc.properties`;
export const LOGGING = `${ETC}/logback.xml`;
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
export const MEMBERS_FILE = `${ETC}/live/members`;
export const SUPERUSER_PASSWORD = '/run/secrets/cassandra/superuser';
/** Keyspaces, users and permissions that the Job creates, and a file with the password of each user. */
export const DESIRED = `${ETC}/desired`;
export const USERS = '/run/secrets/cassandra-users';
/** The Secret of `tls.certificate`. */
export const CERTIFICATE = '/run/secrets/cassandra-tls';
/** With `tls`: how cqlsh connects, and a directory of modules that Python finds first. */
export const CQLSHRC = `${ETC}/cqlshrc`;
export const PYTHON = `${ETC}/python`;

export const VOLUME = '/var/lib/cassandra';
export const DATA = `${VOLUME}/data`;
export const COMMIT_LOG = `${VOLUME}/commitlog`;
export const HINTS = `${VOLUME}/hints`;
export const CACHES = `${VOLUME}/saved_caches`;

/** In memory: the configuration of this member, and files with passwords for `cqlsh`. */
export const RUN = '/run/cassandra';
/** The certificate with its key, and the authority, in the form that Java reads. */
export const KEYSTORE = `${RUN}/keystore.pem`;
export const TRUSTSTORE = `${RUN}/truststore.pem`;
/** Logs of the garbage collector, which the image's flags place here. */
export const LOGS = '/var/log/cassandra';

/** Exceptions of threads of the server, which they do not handle. */
export const FAULTS = `${LOGS}/faults.log`;

export const CQL_PORT = 9042;
/** Port on which members connect to each other. */
export const STORAGE_PORT = 7000;
/** Port on which a member answers the Jobs that repair and take snapshots, and other members of a restored ring. */
export const JOBS_PORT = 7190;

/** Keys of the object stores: of `snapshots`, and of `restoreFrom`. */
export const STORE_SECRETS = '/run/secrets/cassandra-snapshots';
export const SOURCE_SECRETS = '/run/secrets/cassandra-source';

/** A start asks each other member. */
export const MAX_MEMBERS = 100;

export const CONTRACT = {
  PRESET: 'cassandra-preset',
  DOCUMENTATION: 'docs/presets/cassandra/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  HOSTS_FILE: '/etc/hosts',
  IMAGE_CONFIG: '/etc/cassandra',
  ETC,
  CONFIG,
  FIRST_BOOT_FILE,
  MEMBERS_FILE,
  SUPERUSER_PASSWORD,
  DESIRED,
  USERS,
  CERTIFICATE,
  CQLSHRC,
  PYTHON,
  VOLUME,
  DATA,
  // the ring and the member to which the volume belongs
  OWNER: `${VOLUME}/owner`,
  // the rack of the member, for its life
  RACK: `${VOLUME}/rack`,
  // how the member enters the ring: begin, join, replace or restore. It is deleted when the member has entered
  ENTRY: `${VOLUME}/entry`,
  // the member has entered the ring with this volume
  MEMBER: `${VOLUME}/member`,
  // the member leaves the ring, or has left it: leaving or left
  LEAVES: `${VOLUME}/leaves`,
  // the ranges of the member have to be repaired before it serves clients
  REPAIR: `${VOLUME}/repair`,
  // the superuser has to be created
  PROVISION: `${VOLUME}/provision`,
  // files by which an administrator lets a start continue
  REPLACE_NOW: `${VOLUME}/replace-now`,
  SKIP_REPAIR: `${VOLUME}/skip-repair`,
  // file by which an administrator names the address that an empty member has to replace
  REPLACES: `${VOLUME}/replaces`,
  // parts of snapshots that are being uploaded, each in a directory; and the last one, with done, complete or failed
  STAGES: `${VOLUME}/snapshots`,
  UPLOADED: `${VOLUME}/uploaded`,
  // the part of a snapshot that an init container is fetching, and has fetched
  FETCHING: `${VOLUME}/fetching`,
  FETCHED: `${VOLUME}/fetched`,
  // files of single tables that an engineer has fetched
  FETCHED_TABLES: `${VOLUME}/fetched-tables`,
  FAULTS,
  RUN,
  KEYSTORE,
  TRUSTSTORE,
  RUN_CONFIG: `${RUN}/config`,
  // the reason why a start waits, and the mark of a member whose ranges are being repaired
  WAIT_REASON: '/tmp/cassandra-waits',
  REPAIRING: '/tmp/cassandra-repairs',
  // the run of the repair Job in which this member was repaired last, and the lock of the repair that runs
  TURN: '/tmp/cassandra-turn',
  TURN_LOCK: '/tmp/cassandra-turn-lock',
  SNAPSHOT_LOCK: '/tmp/cassandra-snapshot-lock',
  CQL_PORT,
  STORAGE_PORT,
  JOBS_PORT,
  STORE_SECRETS,
  SOURCE_SECRETS,
};
