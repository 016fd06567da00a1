import { BACKUP_USER } from './mysql-backup';
import { MEMBERS_USER, MONITORING_USER, REPLICATION_USER } from './mysql-config';
import { MySqlAccountsProps, MySqlApplication } from './mysql-settings';
import { kplus } from '../../kplus';
import { Problems } from '../../values/problems';
import { isSecretValue } from '../../values/secret-value';
import { checkLineBreaks } from '../../values/text-files';

const SERVERS_DATABASES = ['mysql', 'sys', 'performance_schema', 'information_schema'];
const SERVERS_ACCOUNTS = ['root', 'mysql', 'mysql.sys', 'mysql.session', 'mysql.infoschema', MEMBERS_USER, REPLICATION_USER, MONITORING_USER, BACKUP_USER];

export function checkPasswords({ rootPassword, replicationPassword, application }: Partial<MySqlAccountsProps> = {}, problems: Problems): void {
  const passwords = { rootPassword, replicationPassword, ...application === undefined ? {} : { 'application.password': application.password } };
  for (const [account, password] of Object.entries(passwords)) { checkPassword(`accounts.${account}`, password, problems); }
}

export function checkPassword(prop: string, password: kplus.SecretValue | undefined, problems: Problems): void {
  if (!isSecretValue(password)) {
    problems.add('PasswordInvalid', {
      rule: `${prop} must name a value of an existing Secret`,
      got: typeof password === 'string' ? 'a text' : undefined,
      remedy: 'use { secret: Secret.fromSecretName(this, \'Auth\', \'mysql-auth\'), key: \'password\' }',
    });
  }
}

export function checkApplication(application: MySqlApplication | undefined, problems: Problems): void {
  if (application === undefined) { return; }
  checkIdentifier('accounts.application.database', application.database, 64, SERVERS_DATABASES, 'shop', problems);
  checkIdentifier('accounts.application.user', application.user, 32, SERVERS_ACCOUNTS, 'shop', problems);
}

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html: any letter of the basic plane but NUL, and no space at the end. */
function checkIdentifier(prop: string, name: unknown, longest: number, reserved: string[], example: string, problems: Problems): void {
  if (typeof name !== 'string' || name === '' || [...name].length > longest || /\s$|\p{Cc}|[\u{10000}-\u{10ffff}]/u.test(name)) {
    problems.add('MySqlNameInvalid', { rule: `${prop} must be a text of 1 to ${longest} letters in one line, without a space at the end`, got: name, remedy: `use a name such as ${example}` });
  } else if (reserved.includes(name.toLowerCase())) {
    problems.add('MySqlNameReserved', { rule: `${prop} must not be one that belongs to the server or to the preset`, got: name, remedy: `use a name such as ${example}` });
  }
}

export function checkInitScripts(scripts: { [name: string]: string } | undefined, problems: Problems): void {
  for (const [name, text] of Object.entries(scripts ?? {})) {
    if (!/^[A-Za-z0-9][-._A-Za-z0-9]*\.(sql|sh)$/.test(name)) {
      problems.add('InitScriptNameInvalid', {
        rule: 'initScripts must have names of letters, digits, dots, dashes and underscores that end in .sql or .sh', got: name, remedy: 'use a name such as 10-tables.sql',
      });
    }
    if (typeof text === 'string') { checkLineBreaks(`initScripts.${name}`, name, text, problems); }
    if (typeof text === 'string' && /\bIDENTIFIED\s+(WITH\s+\S+\s+)?BY\s+(['"])(?!\2)/i.test(text)) {
      problems.add('SecretInline', {
        rule: `initScripts.${name} must not hold a password: everybody who reads the manifest would have it`,
        got: 'IDENTIFIED BY and a literal',
        remedy: 'use accounts.application, or let a .sh read the password from a file',
      });
    }
  }
}
