import { PostgreSqlAccess } from './postgresql-access';
import { REPLICATION_USER, REWIND_USER, SUPERUSER } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { isCidr } from '../../blocks/network';
import type { Errors } from '../../checks/errors';
import { checkPasswords } from '../shared/passwords';

export const SYSTEM_DATABASES = ['postgres', 'template0', 'template1'];
/** The server rejects these and all that begin with pg_: https://www.postgresql.org/docs/18/sql-createrole.html */
export const SYSTEM_ROLES = [
  SUPERUSER, REPLICATION_USER, REWIND_USER, 'public', 'none', 'current_user', 'session_user', 'current_role', 'user',
];

/** NAMEDATALEN is 64, with the byte that ends the name. The server cuts off longer names. */
const MOST_BYTES = 63;

export function checkAccounts({ accounts }: ResolvedPostgreSqlProps, errors: Errors): void {
  const { superuserPassword, replicationPassword, application } = accounts;
  checkPasswords([
    ['accounts.superuserPassword', superuserPassword],
    ['accounts.replicationPassword', replicationPassword],
    ['accounts.application.password', application?.password],
  ], errors);
  if (application === undefined) { return; }
  checkName('accounts.application.database', application.database, SYSTEM_DATABASES, errors);
  checkName('accounts.application.user', application.user, SYSTEM_ROLES, errors);
}

export function checkName(prop: string, name: string, reserved: string[], errors: Errors): void {
  if (!isName(name)) {
    errors.add('PostgreSqlNameInvalid', {
      rule: `${prop} must be a single-line string of 1 to ${MOST_BYTES} bytes`, got: name, remedy: 'use a name such as shop',
    });
  } else if (reserved.includes(name) || name.startsWith('pg_')) {
    errors.add('PostgreSqlNameReserved', {
      rule: `${prop} must not be a name that the server or the preset uses, nor begin with pg_`,
      got: name,
      remedy: 'use a name such as shop',
    });
  }
}

export function isName(name: string): boolean {
  return name !== '' && Buffer.byteLength(name) <= MOST_BYTES && !/\p{Cc}/u.test(name);
}

export function checkAccess({ access = [], tls }: ResolvedPostgreSqlProps, errors: Errors): void {
  if (access.length === 0) { return; }
  access.forEach((rule, i) => checkRule(`access[${i}]`, rule, tls !== undefined, errors));
}

function checkRule(prop: string, { method, options }: PostgreSqlAccess, hasTls: boolean, errors: Errors): void {
  const { databases, users, address } = options;
  if (method.includes('cert') && !hasTls) {
    errors.add('AccessNeedsTls', {
      rule: `${prop} must not ask for a certificate without tls, because the servers have no authority to verify it with`,
      got: method,
      remedy: 'set tls, or use PostgreSqlAccess.password()',
    });
  }
  if (address !== undefined && !isCidr(address)) {
    errors.add('CidrInvalid', {
      rule: `${prop}.address must be in CIDR notation with a prefix length`,
      got: address,
      remedy: 'use a range such as 10.0.0.0/8, or append /32 for a single address',
    });
  }
  for (const [list, names] of [['databases', databases], ['users', users]] as const) {
    const wrong = names?.find(name => !isName(name.replace(/^\+/, '')));
    if (names?.length === 0 || wrong !== undefined) {
      errors.add('PostgreSqlNameInvalid', {
        rule: `${prop}.${list} must be names, single-line strings of 1 to ${MOST_BYTES} bytes, at least one`,
        got: wrong ?? names,
        remedy: `omit it for all ${list}`,
      });
    }
  }
}
