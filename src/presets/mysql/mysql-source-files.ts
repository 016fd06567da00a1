import { ETC, MYSQL_PORT, PASSWORDS } from './mysql-contract';
import { MySqlSource } from './mysql-source';
import { kplus } from '../../kplus';

const AUTHORITY = '/run/secrets/mysql-source/ca.crt';

/** What the scripts read at each start and while they run. */
export function declaredSource(source: MySqlSource | undefined): string {
  if (!source) { return 'none'; }
  return source.options.cutOver ? 'cut-over' : 'follow';
}

/** Files by which the scripts reach the source, by path. The first has its address and the account, one a line. */
export function sourceFiles(source: MySqlSource | undefined): Record<string, string> {
  if (!source) { return {}; }
  const { host, port = MYSQL_PORT, user, authority } = source.options;
  const file = authority ? AUTHORITY : '';
  return {
    [`${ETC}/source`]: `${host}:${port}\n${user}\n`,
    [`${ETC}/source.cnf`]: `host=${host}\nport=${port}\nprotocol=TCP\nloose_connect_timeout=2\ndefault_character_set=utf8mb4\n`
      + (authority ? `ssl_mode=VERIFY_IDENTITY\nssl_ca=${AUTHORITY}\n` : 'ssl_mode=REQUIRED\n'),
    [`${ETC}/source.sql`]: `SOURCE_HOST = '${host}', SOURCE_PORT = ${port}, SOURCE_SSL = 1, SOURCE_SSL_CA = '${file}', `
      + `SOURCE_SSL_VERIFY_SERVER_CERT = ${authority ? 1 : 0}, SOURCE_SSL_CERT = '', SOURCE_SSL_KEY = '', SOURCE_CONNECT_RETRY = 1, `
      + 'SOURCE_RETRY_COUNT = 0\n',
    // the server that receives the clone has the options of the members
    [`${ETC}/source-clone.sql`]: `SET GLOBAL clone_ssl_ca = '${file}'; SET GLOBAL clone_ssl_cert = ''; SET GLOBAL clone_ssl_key = '';\n`,
  };
}

/** Secrets of the source, by path. */
export function sourceSecrets(source: MySqlSource | undefined): Record<string, kplus.SecretValue> {
  if (!source) { return {}; }
  const { password, authority } = source.options;
  return { [`${PASSWORDS}/source`]: password, ...authority ? { [AUTHORITY]: authority } : {} };
}
