import { kplus } from '../../kplus';

/** Certificates of the servers. */
export interface MySqlTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes it. All members share the certificate. It
   * must be valid for the host of each member, including members added later (`mysql-0.mysql`, `mysql-1.mysql`, ...), because members
   * verify each other by these names and OpenSSL accepts no wildcard before a single label. It must also be valid for the names that
   * clients use: `mysql-primary`, `mysql-read`, and with the namespace, as `bind` sets them, `mysql-primary.NS`, `mysql-read.NS`.
   */
  readonly certificate: kplus.ISecret;

  /**
   * An existing Secret with the keys `tls.crt` and `tls.key`, of the same authority and for the use "client auth". The members present this
   * certificate to each other in addition to the password. The replication accounts that the first boot creates require it (`REQUIRE
   * X509`).
   * @default - members authenticate to each other with the password alone
   */
  readonly clientCertificate?: kplus.ISecret;

  /**
   * Rejects connections without TLS.
   * @default true
   */
  readonly requireSecureTransport?: boolean;
}

const DIRECTORY = '/run/secrets/mysql-tls';
const CA = `${DIRECTORY}/ca.crt`;
const CLIENT_CERTIFICATE = `${DIRECTORY}/client.crt`;
const CLIENT_KEY = `${DIRECTORY}/client.key`;

/** Files that a server reads, by path. */
export function tlsFiles(tls: MySqlTls | undefined): Record<string, kplus.SecretValue> {
  if (!tls) { return {}; }
  const certificate = (key: string) => ({ secret: tls.certificate, key });
  return { ...clientTlsFiles(tls), [`${DIRECTORY}/tls.crt`]: certificate('tls.crt'), [`${DIRECTORY}/tls.key`]: certificate('tls.key') };
}

/** Files that the members' clients read, by path. */
export function clientTlsFiles({ certificate, clientCertificate }: MySqlTls): Record<string, kplus.SecretValue> {
  return {
    [CA]: { secret: certificate, key: 'ca.crt' },
    ...clientCertificate ? {
      [CLIENT_CERTIFICATE]: { secret: clientCertificate, key: 'tls.crt' },
      [CLIENT_KEY]: { secret: clientCertificate, key: 'tls.key' },
    } : {},
  };
}

/** Requirement of a members' account for the connection that logs in. */
export function requireClause(tls: MySqlTls | undefined): string {
  return tls?.clientCertificate ? 'REQUIRE X509' : 'REQUIRE SSL';
}

export function tlsSettings(tls: MySqlTls | undefined): Record<string, string> {
  return tls ? {
    ssl_ca: CA,
    ssl_cert: `${DIRECTORY}/tls.crt`,
    ssl_key: `${DIRECTORY}/tls.key`,
    require_secure_transport: tls.requireSecureTransport ?? true ? 'ON' : 'OFF',
  } : {};
}

/**
 * Without a certificate from the user, the server has created one, which encrypts connections and proves no identity. Every option has a
 * value, because the server keeps those that the statement does not name, also when their files are gone.
 */
export function channelTls(tls: MySqlTls | undefined): string {
  const [cert, key] = tls?.clientCertificate ? [CLIENT_CERTIFICATE, CLIENT_KEY] : ['', ''];
  return `SOURCE_SSL = 1, SOURCE_SSL_CA = '${tls ? CA : ''}', SOURCE_SSL_VERIFY_SERVER_CERT = ${tls ? 1 : 0}, `
    + `SOURCE_SSL_CERT = '${cert}', SOURCE_SSL_KEY = '${key}'`;
}

/** TLS of the connections between members of a group, without the prefix of the settings. */
export function groupTls(tls: MySqlTls | undefined): Record<string, string> {
  if (!tls) { return { ssl_mode: 'REQUIRED' }; }
  return {
    ssl_mode: 'VERIFY_IDENTITY',
    recovery_ssl_ca: CA,
    recovery_ssl_verify_server_cert: 'ON',
    ...tls.clientCertificate ? { recovery_ssl_cert: CLIENT_CERTIFICATE, recovery_ssl_key: CLIENT_KEY } : {},
  };
}

/** How the members' clients verify the server, as lines of an option file. */
export function clientTls(tls: MySqlTls | undefined): string {
  if (!tls) { return 'ssl_mode=REQUIRED\n'; }
  const client = tls.clientCertificate ? `ssl_cert=${CLIENT_CERTIFICATE}\nssl_key=${CLIENT_KEY}\n` : '';
  return `ssl_mode=VERIFY_IDENTITY\nssl_ca=${CA}\n${client}`;
}

/** The TLS settings of the server that an empty member starts, and of the clone that it receives. */
export function emptyServerTls(tls: MySqlTls | undefined): Record<string, string> {
  return tls ? {
    ssl_ca: CA,
    ssl_cert: `${DIRECTORY}/tls.crt`,
    ssl_key: `${DIRECTORY}/tls.key`,
    loose_clone_ssl_ca: CA,
    ...tls.clientCertificate ? { loose_clone_ssl_cert: CLIENT_CERTIFICATE, loose_clone_ssl_key: CLIENT_KEY } : {},
  } : {};
}
