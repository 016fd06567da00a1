/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Directory of all files that the preset adds to the pod. */
export const ETC = '/etc/patroni';
/** The part of Patroni's local configuration that all members share. */
export const CONFIG = `${ETC}/patroni.yml`;
/** Patroni's dynamic configuration, which all members read from the store. */
export const DYNAMIC_CONFIG = `${ETC}/dynamic.json`;
/** How the scripts reach the primary, for libpq. */
export const SERVICES = `${ETC}/services.conf`;
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;

export const PASSWORDS = '/run/secrets/postgresql';
/** Token and authority of the Kubernetes API, where Patroni looks for them. */
export const API_CREDENTIALS = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The mount point of the volume. It is the parent of the data directory, which must belong to the server alone. */
export const VOLUME = '/var/lib/postgresql';
export const DATA = `${VOLUME}/pgdata`;

/** In memory: the directory of Patroni's local configuration, with passwords. */
export const RUN = '/run/patroni';
export const RUN_CONFIG = `${RUN}/config`;
/** The password of the members, for libpq. */
export const MEMBERS_PASSWORD = `${RUN}/members.pgpass`;

export const SOCKET_DIRECTORY = '/var/run/postgresql';
export const POSTGRESQL_PORT = 5432;
/** Port of Patroni's REST API. */
export const PATRONI_PORT = 8008;

/** The superuser, who logs in from within the pod as the system's user of the same name, without a password. */
export const SUPERUSER = 'postgres';
export const REPLICATION_USER = 'stateful_replication';
export const REWIND_USER = 'stateful_rewind';

/** Directories of the Jobs: one in memory, and the volume with the dumps. */
export const JOB_RUN = '/run/postgresql-job';
export const DUMPS = '/backup';
/** Databases, users and permissions that the Job creates, and a file with the password of each user. */
export const DESIRED = `${ETC}/desired`;
export const USERS = '/run/secrets/postgresql-users';

/** pgBackRest: its configuration in a pod, the secrets of its repository and of the connections to members, and its port. */
export const ARCHIVE_CONFIG = `${ETC}/pgbackrest.conf`;
export const ARCHIVE_SECRETS = '/run/secrets/postgresql-archive';
export const ARCHIVE_TLS = '/run/secrets/postgresql-archive-tls';
export const ARCHIVE_PORT = 8432;
/** The repository from which a new set is restored. */
export const SOURCE_CONFIG = `${ETC}/pgbackrest-source.conf`;
export const SOURCE_SECRETS = '/run/secrets/postgresql-source';
/** The name of the cluster in every repository, so that the path alone identifies it. */
export const STANZA = 'main';

/** Label of the pods and of the objects of the store, with the name of the set. */
export const SCOPE_LABEL = 'cdk8s-stateful-app/patroni-scope';
/** Label that Patroni gives the pods. */
export const ROLE_LABEL = 'cdk8s-stateful-app/postgresql-role';
export const PRIMARY_ROLE = 'primary';
export const REPLICA_ROLE = 'replica';
/** The most members that a set may have. The service account may label the pods with these ordinals. */
export const MAX_MEMBERS = 15;

export const CONTRACT = {
  PRESET: 'postgresql-preset',
  DOCUMENTATION: 'docs/presets/postgresql/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  ETC,
  CONFIG,
  DYNAMIC_CONFIG,
  SERVICES,
  FIRST_BOOT_FILE,
  PASSWORDS,
  VOLUME,
  DATA,
  // data that is being created
  INCOMING: `${DATA}.incoming`,
  RUN,
  RUN_CONFIG,
  MEMBERS_PASSWORD,
  SOCKET_DIRECTORY,
  PORT: POSTGRESQL_PORT,
  PATRONI_PORT,
  SUPERUSER,
  REPLICATION_USER,
  REWIND_USER,
  API_CREDENTIALS,
  ROLE_LABEL,
  PRIMARY_ROLE,
  REPLICA_ROLE,
  MAX_MEMBERS,
  JOB_RUN,
  DUMPS,
  DESIRED,
  USERS,
  ARCHIVE_CONFIG,
  ARCHIVE_SECRETS,
  SOURCE_CONFIG,
  SOURCE_SECRETS,
  STANZA,
};
