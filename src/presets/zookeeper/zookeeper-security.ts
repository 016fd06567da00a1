import { CERTIFICATE, CLIENT_PASSWORDS, JAAS_CONFIG, KEYSTORE, QUORUM_PASSWORD, SECURE_PORT, TRUSTSTORE } from './zookeeper-contract';
import { kplus } from '../../kplus';

/**
 * Enforcement of a security mechanism between members: accepted, preferred or required. Change a running ensemble step by step, with a
 * rollout for each step.
 */
export enum QuorumSecurity {
  /**
   * A member accepts both kinds of connections and opens plain ones. It is the first step to enable the mechanism, and the last to disable
   * it.
   */
  ACCEPTED = 'accepted',
  /** A member accepts both kinds of connections and opens secured ones. It is the second step. */
  PREFERRED = 'preferred',
  /** A member accepts and opens only secured connections. */
  REQUIRED = 'required',
}

/** Certificates of the servers. */
export interface ZooKeeperTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`, as cert-manager writes it with `privateKey.encoding:
   * PKCS8`. All members share the certificate. It must be valid for the host of each member, including members added later (`zk-0.zk`,
   * `zk-1.zk`, ...), and for the names that clients use (`zk-client`, `zk-0.zk.shop`, ...). A renewed certificate is in use within two
   * minutes, without a restart.
   */
  readonly certificate: kplus.ISecret;

  /**
   * Rejects connections without TLS. Port 2281 is for TLS. If this is `false`, port 2181 also stays open.
   * @default true
   */
  readonly requireSecureTransport?: boolean;

  /**
   * Requires clients to present a certificate of `ca.crt`.
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * TLS between the members, each of which presents the certificate.
   * @default QuorumSecurity.REQUIRED
   */
  readonly quorum?: QuorumSecurity;
}

/**
 * Authentication of members and clients, by SASL with DIGEST-MD5. Passwords are stored in existing Secrets and reach the servers as files.
 * A member does not start if a password ends in a line break. Java clients must set `-Dzookeeper.fips-mode=false`, otherwise they use no
 * password.
 */
export interface ZooKeeperAuthentication {
  /**
   * Password by which members authenticate to each other.
   * @default - every process that reaches the ports of the quorum is accepted as a member
   */
  readonly quorumPassword?: kplus.SecretValue;

  /**
   * Enforcement of the password between members: accepted, preferred or required.
   * @default QuorumSecurity.REQUIRED
   */
  readonly quorum?: QuorumSecurity;

  /**
   * Passwords of clients, by the name of the user. The user `super` has all permissions that ACLs give to other users.
   * @default - clients need no password
   */
  readonly clients?: { [user: string]: kplus.SecretValue };

  /**
   * Rejects clients without a password.
   * @default - true if `clients` is set
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

/** The facts of how members connect to each other: first the kind of connections that a member opens, then others that it accepts. */
export function memberSecurity({ tls, authentication = {} }: SecurityInput): { encryption: string; authentication: string } {
  const kinds = (secured: string, quorum = QuorumSecurity.REQUIRED) => ({
    [QuorumSecurity.ACCEPTED]: `none,${secured}`, [QuorumSecurity.PREFERRED]: `${secured},none`, [QuorumSecurity.REQUIRED]: secured,
  })[quorum];
  return {
    encryption: tls ? kinds('tls', tls.quorum) : 'none',
    authentication: authentication.quorumPassword ? kinds('password', authentication.quorum) : 'none',
  };
}

/** Whether the members reject clients without a password. */
export function areClientsRequired({ clients = {}, requireClients = true }: ZooKeeperAuthentication = {}): boolean {
  return Object.keys(clients).length > 0 && requireClients;
}

/** Whether start.sh writes files for Java: certificates, which it renews, or passwords. */
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
    // a plain port for the probes only
    ...isPlainPortOpen({ tls }) ? {} : { clientPortAddress: '127.0.0.1' },
    'serverCnxnFactory': 'org.apache.zookeeper.server.NettyServerCnxnFactory',
    ...stores('ssl'),
    'ssl.clientAuth': tls.requireClientCertificate ? 'need' : 'none',
    ...stores('ssl.quorum'),
    // a member that connects is identified by the authority that signed its certificate, because its address is in no certificate
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
  const { quorumPassword, quorum = QuorumSecurity.REQUIRED, clients = {} } = authentication;
  const hasClients = Object.keys(clients).length > 0;
  return {
    // on by default since 3.8.2, with which ZooKeeper silently uses no password
    'fips-mode': 'false',
    ...quorumPassword ? {
      'quorum.auth.enableSasl': 'true',
      'quorum.auth.learnerRequireSasl': `${quorum !== QuorumSecurity.ACCEPTED}`,
      'quorum.auth.serverRequireSasl': `${quorum === QuorumSecurity.REQUIRED}`,
    } : {},
    ...hasClients ? { 'authProvider.sasl': 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider' } : {},
    ...areClientsRequired(authentication) ? { 'enforce.auth.enabled': 'true', 'enforce.auth.schemes': 'sasl' } : {},
  };
}
