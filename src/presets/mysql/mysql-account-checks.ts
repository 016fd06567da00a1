import { MONITORING_USER } from './mysql-config';
import { BACKUP_USER, MEMBERS_USER, REPLICATION_USER } from './mysql-contract';
import { MySqlProps } from './mysql-props';
import { MySqlApplication } from './mysql-settings';
import type { Errors } from '../../checks/errors';
import { secretInFile } from '../../checks/secrets';
import { checkLineBreaks } from '../../checks/text-files';
import { checkPasswords } from '../shared/passwords';

const SYSTEM_SCHEMAS = ['mysql', 'sys', 'performance_schema', 'information_schema'];
const SERVERS_ACCOUNTS = [
  'root', 'mysql', 'mysql.sys', 'mysql.session', 'mysql.infoschema', MEMBERS_USER, REPLICATION_USER, MONITORING_USER, BACKUP_USER,
];

export function checkApplication(application: MySqlApplication | undefined, errors: Errors): void {
  if (application === undefined) { return; }
  checkIdentifier('accounts.application.database', application.database, 64, SYSTEM_SCHEMAS, 'shop', errors);
  checkIdentifier('accounts.application.user', application.user, 32, SERVERS_ACCOUNTS, 'shop', errors);
}

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html: any letter of the basic plane except NUL, and no space at the end. */
function checkIdentifier(prop: string, name: string, longest: number, reserved: string[], example: string, errors: Errors): void {
  if (name === '' || [...name].length > longest || /\s$|\p{Cc}|[\u{10000}-\u{10ffff}]/u.test(name)) {
    errors.add('MySqlNameInvalid', {
      rule: `${prop} must be a single-line string of 1 to ${longest} characters, without a trailing space`,
      got: name,
      remedy: `use a name such as ${example}`,
    });
  } else if (reserved.includes(name.toLowerCase())) {
    errors.add('MySqlNameReserved', {
      rule: `${prop} must not be a name that the server or the preset uses`,
      got: name,
      remedy: `use a name such as ${example}`,
    });
  }
}

/** A client of the application must not be able to log in as the administrator. */
export function checkAccounts({ accounts, backup, source }: MySqlProps, errors: Errors): void {
  const { rootPassword, replicationPassword, application } = accounts;
  checkPasswords([
    ['accounts.rootPassword', rootPassword],
    ['accounts.replicationPassword', replicationPassword],
    ['accounts.application.password', application?.password],
    ['backup.password', backup?.password],
    ['source.password', source?.options.password],
  ], errors);
}

interface ScriptsInput {
  readonly initScripts?: { [name: string]: string };
  readonly notSecret?: string[];
}

export function checkInitScripts({ initScripts, notSecret }: ScriptsInput, errors: Errors): void {
  for (const [name, text] of Object.entries(initScripts ?? {})) {
    if (!/^[A-Za-z0-9][-._A-Za-z0-9]*\.(sql|sh)$/.test(name)) {
      errors.add('InitScriptNameInvalid', {
        rule: 'initScripts must have names of letters, digits, dots, dashes and underscores that end in .sql or .sh',
        got: name,
        remedy: 'use a name such as 10-tables.sql',
      });
    }
    checkLineBreaks(`initScripts.${name}`, name, text, errors);
    const found = notSecret?.includes(name) ? undefined : secretInFile(text, notSecret);
    if (found) {
      errors.add('SecretInline', {
        rule: `initScripts.${name} must not contain ${found.what}, because everyone who can read the manifest could read it`,
        got: found.shown,
        remedy: `use accounts.application, a .sh script that reads the password from a file, or add '${name}' to notSecret if it is none`,
      });
    }
  }
}
