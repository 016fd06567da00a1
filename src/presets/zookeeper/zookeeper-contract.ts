/*
 * Constants that the manifests, the configuration and the scripts share. Each is defined here only.
 */

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/zookeeper/stateful';
export const CONFIG = `${ETC}/zoo.cfg`;
/** The present list of members, a line each: id and host. */
export const MEMBERS_FILE = `${ETC}/members`;
export const JAVA_SECURITY = `${ETC}/java.security`;
export const FIRST_BOOT_FILE = `${ETC}/live/first-boot`;
/** Whether `removeLastMember` is set. */
export const REMOVAL_FILE = `${ETC}/live/leaving-member`;

export const DATA = '/data';
/** Where a transaction log with a volume of its own is. The pod has `TRANSACTION_LOG` in its environment, which is `DATA` without one. */
export const LOG_VOLUME = '/datalog';

export const CLIENT_PORT = 2181;
/** Port for clients that use TLS. */
export const SECURE_PORT = 2281;
export const QUORUM_PORT = 2888;
export const ELECTION_PORT = 3888;

export const CERTIFICATE = '/run/secrets/zookeeper-tls';
export const QUORUM_PASSWORD = '/run/secrets/zookeeper/quorum';
export const CLIENT_PASSWORDS = '/run/secrets/zookeeper-clients';

/** In memory: certificates and passwords in the form that Java reads. */
export const RUN = '/run/zookeeper';
export const KEYSTORE = `${RUN}/keystore.pem`;
export const TRUSTSTORE = `${RUN}/truststore.pem`;
export const JAAS_CONFIG = `${RUN}/jaas.conf`;

export const CONTRACT = {
  PRESET: 'zookeeper-preset',
  DOCUMENTATION: 'docs/presets/zookeeper/operations.md',
  TERMINATION_LOG: '/dev/termination-log',
  HOSTS_FILE: '/etc/hosts',
  // names of members have ten seconds to resolve: a start that waits for them logs it before
  LOG_WAIT_SECONDS: 5,
  CONFIG,
  MEMBERS_FILE,
  FIRST_BOOT_FILE,
  REMOVAL_FILE,
  DATA,
  // the list with which this member last ran
  MEMBERS_OF_DATA: `${DATA}/members`,
  // by which an administrator lets a start go on
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
  // what a start waits for; that this member leaves; and the configuration with which it does
  WAIT_REASON: '/tmp/zookeeper-waits',
  LEAVING: '/tmp/zookeeper-leaves',
  LEAVING_CONFIG: '/tmp/zoo.cfg',
};
