import { writtenSettings } from './mysql-setting-checks';
import { MySqlSettingsProps } from './mysql-settings';
import type { Errors } from '../../checks/errors';

/** Where a container with a read-only root may write, as far as the server has business there. */
const WRITABLE = ['/var/lib/mysql/', '/var/run/mysqld/', '/tmp/'];

/** https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html; the server takes them in any case, and without spaces. */
const SQL_MODES = `
REAL_AS_FLOAT PIPES_AS_CONCAT ANSI_QUOTES IGNORE_SPACE NOT_USED ONLY_FULL_GROUP_BY NO_UNSIGNED_SUBTRACTION NO_DIR_IN_CREATE ANSI
NO_AUTO_VALUE_ON_ZERO NO_BACKSLASH_ESCAPES STRICT_TRANS_TABLES STRICT_ALL_TABLES NO_ZERO_IN_DATE NO_ZERO_DATE ALLOW_INVALID_DATES
ERROR_FOR_DIVISION_BY_ZERO TRADITIONAL HIGH_NOT_PRECEDENCE NO_ENGINE_SUBSTITUTION PAD_CHAR_TO_FULL_LENGTH TIME_TRUNCATE_FRACTIONAL
`.trim().split(/\s+/);

/** A clone asks for this much on both sides. */
const CLONE_PACKET_BYTES = 2 * 1024 * 1024;

/** Values that stop the server, or the clone of a member, and that can be told without one. Others end a start with the server's own words. */
export function checkServerValues(prop: 'settings' | 'sourceSettings' | 'replicaSettings', props: MySqlSettingsProps, errors: Errors): void {
  const settings = props[prop];
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) { return; }
  for (const [written, given] of Object.entries(writtenSettings(settings))) {
    if (typeof given !== 'string') { continue; }
    // the server takes quotes around a value away
    const value = given.trim().replace(/^(["'])(.*)\1$/, '$2');
    const setting = written.replace(/^loose_/, '');
    const wrong = rulesOf(props)[setting]?.(value);
    if (wrong) { errors.add('SettingValueRefused', { rule: `${prop}.${setting} must be ${wrong.rule}`, got: given, remedy: wrong.remedy }); }
  }
}

type Rule = (value: string) => { rule: string; remedy: string } | undefined;

function rulesOf({ characterSet = 'utf8mb4' }: MySqlSettingsProps): Record<string, Rule | undefined> {
  return {
    log_error: value => isWritable(value) ? undefined : {
      rule: `below ${WRITABLE.join(', ')} or relative to the data directory: the server may write nowhere else, and ends`,
      remedy: 'leave it out: kubectl logs has the log',
    },
    sql_mode: value => isSqlMode(value) ? undefined : {
      rule: 'modes that the server knows, separated by commas without spaces, or it does not start',
      remedy: 'use STRICT_TRANS_TABLES,NO_ZERO_DATE or others of https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html',
    },
    collation_server: value => isOf(characterSet, value) ? undefined : {
      rule: `a collation of ${characterSet}, which characterSet says, or the server does not start`,
      remedy: 'set characterSet to the one that the name of the collation begins with',
    },
    max_allowed_packet: value => bytesOf(value) >= CLONE_PACKET_BYTES ? undefined : {
      rule: 'a size of 2M or more, or no member can be cloned',
      remedy: 'leave it out for 64M',
    },
  };
}

function isWritable(path: string): boolean {
  return !path.startsWith('/') || WRITABLE.some(directory => path.startsWith(directory) && !path.includes('/../'));
}

function isSqlMode(value: string): boolean {
  return /^\d*$/.test(value) || value.split(',').every(mode => SQL_MODES.includes(mode.toUpperCase()));
}

function isOf(characterSet: unknown, collation: string): boolean {
  const name = `${collation}`.toLowerCase();
  return name === characterSet || name.startsWith(`${characterSet}_`);
}

/** As the server reads a size; NaN, which is never enough, of what it does not read. */
function bytesOf(value: string): number {
  const [, digits, unit] = /^(\d+)([kmgtpe]?)$/i.exec(value) ?? [];
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g', 't', 'p', 'e'].indexOf(unit?.toLowerCase() ?? '');
}
