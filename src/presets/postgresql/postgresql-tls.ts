import { kplus } from '../../kplus';

/** Certificates of the servers. */
export interface PostgreSqlTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes it. All members share the certificate. It
   * must be valid for the names that clients use: `postgresql-primary`, `postgresql-replicas`, the hosts of the members
   * (`postgresql-0.postgresql`, ...) for drivers that find the primary themselves, and each of them with the namespace.
   */
  readonly certificate: kplus.ISecret;

  /**
   * An existing Secret with the keys `tls.crt` and `tls.key`, of the same authority and for the use "client auth". The members present this
   * certificate to each other in addition to the password, and the replication account requires it.
   *
   * @default - members authenticate to each other with the password alone
   */
  readonly clientCertificate?: kplus.ISecret;

  /**
   * Rejects connections over the network without TLS.
   * @default true
   */
  readonly requireSecureTransport?: boolean;
}

const DIRECTORY = '/run/secrets/postgresql-tls';
const CA = `${DIRECTORY}/ca.crt`;
const CLIENT_CERTIFICATE = `${DIRECTORY}/client.crt`;
const CLIENT_KEY = `${DIRECTORY}/client.key`;

/** Files that a server reads, by path. */
export function tlsFiles(tls: PostgreSqlTls | undefined): Record<string, kplus.SecretValue> {
  if (!tls) { return {}; }
  const { certificate, clientCertificate } = tls;
  return {
    [CA]: { secret: certificate, key: 'ca.crt' },
    [`${DIRECTORY}/tls.crt`]: { secret: certificate, key: 'tls.crt' },
    [`${DIRECTORY}/tls.key`]: { secret: certificate, key: 'tls.key' },
    ...clientCertificate ? {
      [CLIENT_CERTIFICATE]: { secret: clientCertificate, key: 'tls.crt' },
      [CLIENT_KEY]: { secret: clientCertificate, key: 'tls.key' },
    } : {},
  };
}

/** Files that a Job reads, by path. */
export function clientTlsFiles(tls: PostgreSqlTls | undefined): Record<string, kplus.SecretValue> {
  return Object.fromEntries(Object.entries(tlsFiles(tls)).filter(([path]) => [CA, CLIENT_CERTIFICATE, CLIENT_KEY].includes(path)));
}

/** How a Job verifies the server, as variables of libpq. */
export function clientTlsEnv(tls: PostgreSqlTls | undefined): { [name: string]: kplus.EnvValue } {
  const { fromValue } = kplus.EnvValue;
  return tls ? {
    PGSSLMODE: fromValue('verify-full'),
    PGSSLROOTCERT: fromValue(CA),
    ...tls.clientCertificate ? { PGSSLCERT: fromValue(CLIENT_CERTIFICATE), PGSSLKEY: fromValue(CLIENT_KEY) } : {},
  } : {};
}

/** Settings of the server. */
export function tlsSettings(tls: PostgreSqlTls | undefined): Record<string, string> {
  return tls ? {
    ssl: 'on',
    ssl_ca_file: CA,
    ssl_cert_file: `${DIRECTORY}/tls.crt`,
    ssl_key_file: `${DIRECTORY}/tls.key`,
  } : {};
}

/** How the members verify each other. They know each other by address, which no certificate contains. */
export function memberTls(tls: PostgreSqlTls | undefined): Record<string, string> {
  return tls ? {
    sslmode: 'verify-ca',
    sslrootcert: CA,
    ...tls.clientCertificate ? { sslcert: CLIENT_CERTIFICATE, sslkey: CLIENT_KEY } : {},
  } : {};
}

/** The type of a rule of `pg_hba.conf` for connections over the network. */
export function connectionType(tls: PostgreSqlTls | undefined): string {
  return tls && (tls.requireSecureTransport ?? true) ? 'hostssl' : 'host';
}

/** What the members present in addition to the password, as options of a rule. */
export function memberOptions(tls: PostgreSqlTls | undefined): string {
  return tls?.clientCertificate ? ' clientcert=verify-ca' : '';
}

