/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Directory of all files that the preset adds to the pod. */
export const ETC = '/etc/zookeeper/stateful';
export const CONFIG = `${ETC}/zoo.cfg`;
/** The current member list, a line each: id and host. */
export const MEMBERS_FILE = `${ETC}/members`;
export const JAVA_SECURITY = `${ETC}/java.security`;
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
/** The id of the former first member if `adopt` is set, otherwise `none`. */
export const ADOPTION_FILE = `${ETC}/live/adoption`;
/** Whether `removeLastMember` is set. */
export const REMOVAL_FILE = `${ETC}/live/leaving-member`;

export const DATA = '/data';
/**
 * Directory of a transaction log with a dedicated volume. `TRANSACTION_LOG` in the pod's environment is this path, or `DATA` without one.
 */
export const LOG_VOLUME = '/datalog';

export const CLIENT_PORT = 2181;
/** Port for clients that use TLS. */
export const SECURE_PORT = 2281;
export const QUORUM_PORT = 2888;
export const ELECTION_PORT = 3888;

export const CERTIFICATE = '/run/secrets/zookeeper-tls';
export const QUORUM_PASSWORD = '/run/secrets/zookeeper/quorum';
export const CLIENT_PASSWORDS = '/run/secrets/zookeeper-clients';

/** In memory: certificates and passwords in the format that Java reads. */
export const RUN = '/run/zookeeper';
export const KEYSTORE = `${RUN}/keystore.pem`;
export const TRUSTSTORE = `${RUN}/truststore.pem`;
export const JAAS_CONFIG = `${RUN}/jaas.conf`;

export const CONTRACT = {
  PRESET: 'zookeeper-preset',
  DOCUMENTATION: 'docs/presets/zookeeper/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  HOSTS_FILE: '/etc/hosts',
  // names of members have ten seconds to resolve: a start that waits for them logs this before
  LOG_WAIT_SECONDS: 5,
  CONFIG,
  MEMBERS_FILE,
  FIRST_BOOT_FILE,
  REMOVAL_FILE,
  ADOPTION_FILE,
  DATA,
  // where Bitnami's chart has the data on its volume
  FORMER: `${DATA}/data`,
  // the member list of this member's last run
  MEMBERS_OF_DATA: `${DATA}/members`,
  // file by which an administrator lets a start continue
  ACCEPT_MEMBERS: `${DATA}/accept-members`,
  CLIENT_PORT,
  SECURE_PORT,
  QUORUM_PORT,
  ELECTION_PORT,
  CERTIFICATE,
  QUORUM_PASSWORD,
  CLIENT_PASSWORDS,
  KEYSTORE,
  TRUSTSTORE,
  JAAS_CONFIG,
  // the reason why a start waits, the mark of a member that leaves, and the configuration with which it does
  WAIT_REASON: '/tmp/zookeeper-waits',
  LEAVING: '/tmp/zookeeper-leaves',
  // the time at which a readiness probe last found the member ready
  READY_AT: '/tmp/zookeeper-ready-at',
  LEAVING_CONFIG: '/tmp/zoo.cfg',
};
