import { CERTIFICATE, CLIENT_PASSWORDS, JAAS_CONFIG, KEYSTORE, QUORUM_PASSWORD, SECURE_PORT, TRUSTSTORE } from './zookeeper-contract';
import { kplus } from '../../kplus';

/** How far members insist on something among themselves. A running ensemble gets there by steps, a rollout each. */
export enum QuorumSecurity {
  /** A member takes both kinds of connections and makes the plain kind: the first step on the way in, and the last on the way out. */
  ACCEPTED = 'accepted',
  /** A member takes both kinds of connections and makes the secured kind: the second step. */
  PREFERRED = 'preferred',
  /** A member takes and makes the secured kind alone. */
  REQUIRED = 'required',
}

/** Certificates of the servers. */
export interface ZooKeeperTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`, as cert-manager writes it with `privateKey.encoding:
   * PKCS8`. All members share it, so the certificate is for the host of each member, also of those to come (`zk-0.zk`, `zk-1.zk`, ...), and
   * for the names that clients use (`zk-client`, `zk-0.zk.shop`, ...). A renewed one is in use within two minutes, without a restart.
   */
  readonly certificate: kplus.ISecret;

  /**
   * Whether clients without TLS are refused. Port 2281 is for TLS; without this, port 2181 stays open beside it.
   * @default true
   */
  readonly requireSecureTransport?: boolean;

  /**
   * Whether clients must show a certificate of `ca.crt`.
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * TLS among the members, each of which shows the certificate.
   * @default QuorumSecurity.REQUIRED
   */
  readonly quorum?: QuorumSecurity;
}

/**
 * Who may take part and who may connect, by SASL with DIGEST-MD5. Passwords stand in existing Secrets and reach the servers as files;
 * a start refuses one that ends in a line break.
 * Java clients have to say `-Dzookeeper.fips-mode=false`, or they use no password.
 */
export interface ZooKeeperAuthentication {
  /**
   * Password by which members know each other.
   * @default - whoever reaches the ports of the quorum is taken for a member
   */
  readonly quorumPassword?: kplus.SecretValue;

  /**
   * How far members insist on the password.
   * @default QuorumSecurity.REQUIRED
   */
  readonly quorum?: QuorumSecurity;

  /**
   * Passwords of clients, by the name of the user. The user `super` may do everything that ACLs of other users allow.
   * @default - clients need no password
   */
  readonly clients?: { [user: string]: kplus.SecretValue };

  /**
   * Whether clients without a password are refused.
   * @default - true where there are `clients`
   */
  readonly requireClients?: boolean;
}

interface SecurityInput {
  readonly tls?: ZooKeeperTls;
  readonly authentication?: ZooKeeperAuthentication;
}

export function isPlainPortOpen({ tls }: SecurityInput): boolean {
  return !(tls && (tls.requireSecureTransport ?? true));
}

export function secretFiles({ tls, authentication = {} }: SecurityInput): Record<string, kplus.SecretValue> {
  const { quorumPassword, clients = {} } = authentication;
  return {
    ...tls
      ? Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map(key => [`${CERTIFICATE}/${key}`, { secret: tls.certificate, key }]))
      : {},
    ...quorumPassword ? { [QUORUM_PASSWORD]: quorumPassword } : {},
    ...Object.fromEntries(Object.entries(clients).map(([user, password]) => [`${CLIENT_PASSWORDS}/${user}`, password])),
  };
}

/** Whether start.sh has anything to write for Java: certificates, which it renews, or passwords. */
export function needsRun({ tls, authentication }: SecurityInput): boolean {
  return tls !== undefined || needsJaas(authentication);
}

export function needsJaas({ quorumPassword, clients = {} }: ZooKeeperAuthentication = {}): boolean {
  return quorumPassword !== undefined || Object.keys(clients).length > 0;
}

export function securityFlags({ authentication }: SecurityInput): string[] {
  return needsJaas(authentication) ? [`-Djava.security.auth.login.config=${JAAS_CONFIG}`] : [];
}

/** Lines of zoo.cfg. */
export function securitySettings({ tls, authentication }: SecurityInput): Record<string, string> {
  return { ...tls ? tlsSettings(tls) : {}, ...authentication ? authenticationSettings(authentication) : {} };
}

function tlsSettings(tls: ZooKeeperTls): Record<string, string> {
  const quorum = tls.quorum ?? QuorumSecurity.REQUIRED;
  return {
    'secureClientPort': `${SECURE_PORT}`,
    // the probes' own way in
    ...isPlainPortOpen({ tls }) ? {} : { clientPortAddress: '127.0.0.1' },
    'serverCnxnFactory': 'org.apache.zookeeper.server.NettyServerCnxnFactory',
    ...stores('ssl'),
    'ssl.clientAuth': tls.requireClientCertificate ? 'need' : 'none',
    ...stores('ssl.quorum'),
    // a member that connects is known by the authority that has signed: its address is in no certificate
    'ssl.quorum.clientHostnameVerification': 'false',
    'sslQuorum': `${quorum !== QuorumSecurity.ACCEPTED}`,
    'portUnification': `${quorum !== QuorumSecurity.REQUIRED}`,
    // the port for clients reads its files for each connection
    'sslQuorumReloadCertFiles': 'true',
  };
}

function stores(prefix: string): Record<string, string> {
  return {
    [`${prefix}.keyStore.location`]: KEYSTORE,
    [`${prefix}.keyStore.type`]: 'PEM',
    [`${prefix}.trustStore.location`]: TRUSTSTORE,
    [`${prefix}.trustStore.type`]: 'PEM',
  };
}

function authenticationSettings(authentication: ZooKeeperAuthentication): Record<string, string> {
  const { quorumPassword, quorum = QuorumSecurity.REQUIRED, clients = {}, requireClients } = authentication;
  const hasClients = Object.keys(clients).length > 0;
  return {
    // on by default since 3.8.2, and without a word no password is used then
    'fips-mode': 'false',
    ...quorumPassword ? {
      'quorum.auth.enableSasl': 'true',
      'quorum.auth.learnerRequireSasl': `${quorum !== QuorumSecurity.ACCEPTED}`,
      'quorum.auth.serverRequireSasl': `${quorum === QuorumSecurity.REQUIRED}`,
    } : {},
    ...hasClients ? { 'authProvider.sasl': 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider' } : {},
    ...hasClients && (requireClients ?? true) ? { 'enforce.auth.enabled': 'true', 'enforce.auth.schemes': 'sasl' } : {},
  };
}
