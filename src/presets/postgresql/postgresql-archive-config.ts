import { PostgreSqlArchive, PostgreSqlRecovery, PostgreSqlRepository } from './postgresql-archive-props';
import {
  ARCHIVE_CONFIG, ARCHIVE_PORT, ARCHIVE_SECRETS, ARCHIVE_TLS, DATA, POSTGRESQL_PORT, SOCKET_DIRECTORY, SOURCE_CONFIG, SOURCE_SECRETS,
  STANZA, SUPERUSER,
} from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { SCRIPTS } from './postgresql-scripts';
import { secondsOf } from '../../checks/seconds';
import { kplus } from '../../kplus';
import { storeKeys } from '../shared/object-store';

/** Common name of the certificate with which the Job and the members identify themselves. */
const COMMON_NAME = 'pgbackrest';

const SECONDS_A_DAY = 24 * 3600;

/** Configuration of pgBackRest and the secrets that its commands need, for members and Jobs alike. */
export function archiveFiles({ archive, restoreFrom }: ResolvedPostgreSqlProps): Record<string, string> {
  return {
    ...archive ? { [ARCHIVE_CONFIG]: memberConfig(archive) } : {},
    ...restoreFrom ? { [SOURCE_CONFIG]: sourceConfig(restoreFrom) } : {},
  };
}

export function archiveSecrets({ archive, restoreFrom }: ResolvedPostgreSqlProps): Record<string, kplus.SecretValue> {
  return {
    ...archive ? { ...repositorySecrets(ARCHIVE_SECRETS, archive.repository), ...certificateFiles(archive) } : {},
    ...restoreFrom ? repositorySecrets(SOURCE_SECRETS, restoreFrom.repository) : {},
  };
}

/** A point in time as pgBackRest and the server read it. */
export function recoveryTarget(time: string): string {
  return time.replace('T', ' ').replace('Z', '+00');
}

/** Settings of the server, which the user may override if they are a matter of taste. */
export function archiveSettings({ archive }: ResolvedPostgreSqlProps): Record<string, string> {
  return archive ? {
    archive_mode: 'on',
    archive_command: `bash ${SCRIPTS.path('pgbackrest-push.sh')} "%p"`,
    // a server with few writes would keep them to itself until a file is full
    archive_timeout: '60s',
  } : {};
}

/** The members, which the Job asks in this order for the primary and for a replica to read from. */
export function jobConfig(hosts: string[], archive: PostgreSqlArchive): string {
  const members = hosts.flatMap((host, i) => Object.entries({
    'path': DATA,
    'socket-path': SOCKET_DIRECTORY,
    'port': `${POSTGRESQL_PORT}`,
    'user': SUPERUSER,
    host,
    'host-type': 'tls',
    'host-port': `${ARCHIVE_PORT}`,
    'host-config': ARCHIVE_CONFIG,
    'host-ca-file': `${ARCHIVE_TLS}/ca.crt`,
    'host-cert-file': `${ARCHIVE_TLS}/tls.crt`,
    'host-key-file': `${ARCHIVE_TLS}/tls.key`,
  }).map(([option, value]): [string, string] => [`pg${i + 1}-${option}`, value]));
  return configText({
    ...repositoryOptions(ARCHIVE_SECRETS, archive.repository),
    ...retentionOptions(archive),
    ...COMMON,
    'backup-standby': hosts.length > 1 ? 'prefer' : 'n',
  }, members);
}

const COMMON = {
  'compress-type': 'zst',
  'start-fast': 'y',
  // small files are stored together, and of large ones only the blocks that have changed
  'repo1-bundle': 'y',
  'repo1-block': 'y',
  'log-level-file': 'off',
};

function memberConfig(archive: PostgreSqlArchive): string {
  return configText({
    ...repositoryOptions(ARCHIVE_SECRETS, archive.repository),
    ...retentionOptions(archive),
    ...COMMON,
    'tls-server-address': '*',
    'tls-server-port': `${ARCHIVE_PORT}`,
    'tls-server-ca-file': `${ARCHIVE_TLS}/ca.crt`,
    'tls-server-cert-file': `${ARCHIVE_TLS}/tls.crt`,
    'tls-server-key-file': `${ARCHIVE_TLS}/tls.key`,
    'tls-server-auth': `${COMMON_NAME}=${STANZA}`,
  }, [['pg1-path', DATA], ['pg1-socket-path', SOCKET_DIRECTORY], ['pg1-port', `${POSTGRESQL_PORT}`], ['pg1-user', SUPERUSER]]);
}

function sourceConfig({ repository }: PostgreSqlRecovery): string {
  return configText({ ...repositoryOptions(SOURCE_SECRETS, repository), 'log-level-file': 'off' }, []);
}

function retentionOptions({ retention }: PostgreSqlArchive): Record<string, string> {
  return {
    'repo1-retention-full-type': 'time',
    'repo1-retention-full': `${retention === undefined ? 14 : secondsOf(retention) / SECONDS_A_DAY}`,
  };
}

function repositoryOptions(directory: string, repository: PostgreSqlRepository): Record<string, string> {
  const [host, port] = repository.endpoint.split(':');
  return {
    'repo1-type': 's3',
    'repo1-path': repository.path,
    'repo1-s3-bucket': repository.bucket,
    'repo1-s3-endpoint': host,
    ...port === undefined ? {} : { 'repo1-storage-port': port },
    'repo1-s3-region': repository.region ?? 'us-east-1',
    'repo1-s3-uri-style': repository.pathStyle ? 'path' : 'host',
    ...repository.authority ? { 'repo1-storage-ca-file': `${directory}/ca.crt` } : {},
    ...repository.passphrase ? { 'repo1-cipher-type': 'aes-256-cbc' } : {},
  };
}

function repositorySecrets(directory: string, repository: PostgreSqlRepository): Record<string, kplus.SecretValue> {
  const { passphrase } = repository;
  return { ...storeKeys(directory, repository), ...passphrase ? { [`${directory}/passphrase`]: passphrase } : {} };
}

function certificateFiles({ certificate }: PostgreSqlArchive): Record<string, kplus.SecretValue> {
  return Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map(key => [`${ARCHIVE_TLS}/${key}`, { secret: certificate, key }]));
}

function configText(global: Record<string, string>, stanza: [string, string][]): string {
  const lines = (options: [string, string][]) => options.map(([option, value]) => `${option}=${value}\n`).join('');
  return `[global]\n${lines(Object.entries(global))}\n[${STANZA}]\n${lines(stanza)}`;
}
