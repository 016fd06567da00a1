import { REPLICATION_USER, REWIND_USER, SUPERUSER } from './postgresql-contract';
import { PostgreSqlApplication } from './postgresql-settings';

/** Functions that pg_rewind calls, https://www.postgresql.org/docs/18/app-pgrewind.html, and one for the script of replicas. */
const REWIND_FUNCTIONS = [
  'pg_ls_dir(text, boolean, boolean)', 'pg_stat_file(text, boolean)', 'pg_read_binary_file(text)',
  'pg_read_binary_file(text, bigint, bigint, boolean)', 'pg_ls_waldir()',
];

/** The statements after these contain passwords. */
const UNLOGGED = ['SET log_statement = none;', 'SET log_min_error_statement = panic;', 'SET log_min_duration_statement = -1;'];

/**
 * Statements of the first boot, for psql. The script sets a variable for each password. The server logs no statement, because they contain
 * passwords.
 */
export function firstBootStatements(application: PostgreSqlApplication | undefined): string {
  return [
    ...UNLOGGED,
    `ALTER ROLE ${SUPERUSER} PASSWORD :'superuser';`,
    `CREATE ROLE ${REPLICATION_USER} LOGIN REPLICATION PASSWORD :'replication';`,
    `CREATE ROLE ${REWIND_USER} LOGIN PASSWORD :'replication';`,
    ...REWIND_FUNCTIONS.map(signature => `GRANT EXECUTE ON FUNCTION pg_catalog.${signature} TO ${REWIND_USER};`),
    ...application ? [
      `CREATE ROLE ${identifier(application.user)} LOGIN PASSWORD :'application';`,
      `CREATE DATABASE ${identifier(application.database)} OWNER ${identifier(application.user)};`,
      `REVOKE CONNECT, TEMPORARY ON DATABASE ${identifier(application.database)} FROM PUBLIC;`,
    ] : [],
  ].map(statement => `${statement}\n`).join('');
}

/**
 * Statements for data that was restored from the backups of another cluster: the passwords of this one. The settings of the other cluster
 * include those of the recovery.
 */
export function recoveredStatements(application: PostgreSqlApplication | undefined): string {
  return [
    ...UNLOGGED,
    'ALTER SYSTEM RESET ALL;',
    `ALTER ROLE ${SUPERUSER} PASSWORD :'superuser';`,
    ...[REPLICATION_USER, REWIND_USER].map(user => `ALTER ROLE ${user} PASSWORD :'replication';`),
    ...application ? [
      `\\set user ${quoted(application.user)}`,
      'SELECT format(\'ALTER ROLE %I PASSWORD %L\', :\'user\', :\'application\') FROM pg_roles WHERE rolname = :\'user\' \\gexec',
    ] : [],
  ].map(statement => `${statement}\n`).join('');
}

/** A value of psql's \\set. */
function quoted(name: string): string {
  return `'${name.replace(/['\\]/g, '\\$&')}'`;
}

function identifier(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}
