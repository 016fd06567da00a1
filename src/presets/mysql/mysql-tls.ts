import { kplus } from '../../kplus';

/** Certificates of the servers. */
export interface MySqlTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes it. All members share it, so the certificate
   * is for the host of each member, also of those to come (`mysql-0.mysql`, `mysql-1.mysql`, ...: members verify each other by them,
   * and OpenSSL takes no wildcard before a single label), and for the names that clients use (`mysql-primary`, `mysql-read`).
   */
  readonly certificate: kplus.ISecret;

  /**
   * Whether clients without TLS are refused.
   * @default true
   */
  readonly requireSecureTransport?: boolean;
}

const DIRECTORY = '/run/secrets/mysql-tls';
const CA = `${DIRECTORY}/ca.crt`;

export function tlsFiles(tls: MySqlTls | undefined): Record<string, kplus.SecretValue> {
  if (!tls) { return {}; }
  return Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map(key => [`${DIRECTORY}/${key}`, { secret: tls.certificate, key }]));
}

export function tlsSettings(tls: MySqlTls | undefined): Record<string, string> {
  return tls ? {
    ssl_ca: CA,
    ssl_cert: `${DIRECTORY}/tls.crt`,
    ssl_key: `${DIRECTORY}/tls.key`,
    require_secure_transport: tls.requireSecureTransport ?? true ? 'ON' : 'OFF',
  } : {};
}

/** Without certificates of its own the server has made some: they encrypt, and prove nothing. */
export function channelTls(tls: MySqlTls | undefined): string {
  return tls ? `SOURCE_SSL = 1, SOURCE_SSL_CA = '${CA}', SOURCE_SSL_VERIFY_SERVER_CERT = 1` : 'SOURCE_SSL = 1';
}

/** How the members' clients make sure whom they talk to, as lines of an option file. */
export function clientTls(tls: MySqlTls | undefined): string {
  return tls ? `ssl_mode=VERIFY_IDENTITY\nssl_ca=${CA}\n` : 'ssl_mode=REQUIRED\n';
}

/** Options of the server that an empty member starts, and of the clone that it receives: a file of options, so that the scripts need not choose. */
export function emptyServerOptions(tls: MySqlTls | undefined): string {
  const lines = tls ? [`ssl_ca=${CA}`, `ssl_cert=${DIRECTORY}/tls.crt`, `ssl_key=${DIRECTORY}/tls.key`, `loose_clone_ssl_ca=${CA}`] : [];
  return ['[mysqld]', 'port=3306', 'plugin_load_add=mysql_clone.so', 'skip_log_bin', 'innodb_numa_interleave=OFF', ...lines].map(line => `${line}\n`).join('');
}
