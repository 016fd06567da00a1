import { systemCopies } from './cassandra-config';
import { ResolvedCassandraProps, SUPERUSER } from './cassandra-defaults';
import { checkFactory } from '../../checks/calls';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { checkPasswords } from '../shared/passwords';

/** Desired state of a keyspace. */
export interface CassandraKeyspaceOptions {
  /**
   * Name of the user of `addUser` who may create, change and drop tables in the keyspace, and read and write them. The user may neither
   * drop the keyspace nor change its copies.
   */
  readonly owner: string;

  /**
   * Number of members that have each row, from 3 to `replicas`, or to the number of `racks`. The Job does not change it in a keyspace that
   * exists, because queries at QUORUM could miss rows until a repair; the operations page has the recipe.
   *
   * @default - 3, or 1 with `allowSingleMember`
   */
  readonly copies?: number;
}

/** Permissions of a user for the tables of a keyspace. */
export class CassandraPermission {
  /**
   * Read the tables that exist and those that are created later.
   *
   * @param keyspace its name
   */
  public static read(keyspace: string): CassandraPermission {
    checkFactory('CassandraPermission.read', keyspace);
    return new CassandraPermission('read', keyspace);
  }

  /**
   * Read the tables, and insert, update, delete and truncate.
   *
   * @param keyspace its name
   */
  public static write(keyspace: string): CassandraPermission {
    checkFactory('CassandraPermission.write', keyspace);
    return new CassandraPermission('write', keyspace);
  }

  private constructor(
    /** `read` or `write`. */
    public readonly kind: string,
    /** Name of the keyspace. */
    public readonly keyspace: string,
  ) {}
}

/** A user by name and password. */
export interface CassandraUserOptions {
  /** The password, from an existing Secret in the members' namespace. A changed password is applied when the Job runs again. */
  readonly password: kplus.SecretValue;

  /**
   * Permissions of the user in keyspaces of `addKeyspace`. The owner of a keyspace needs none.
   * @default - only the keyspaces that the user owns
   */
  readonly permissions?: CassandraPermission[];
}

/** Keyspaces, users and permissions that the Job applies. */
export class DesiredState {
  private readonly users = new Map<string, CassandraUserOptions>();
  private readonly keyspaces = new Map<string, CassandraKeyspaceOptions>();

  constructor(private readonly props: ResolvedCassandraProps) {}

  public addKeyspace(name: string, options: CassandraKeyspaceOptions, errors: Errors): void {
    checkName('the name of a keyspace', name, name === 'system' || name.startsWith('system_'), errors);
    if (this.keyspaces.has(name)) {
      errors.add('KeyspaceTaken', {
        rule: 'the keyspaces of a ring must have different names', got: name, remedy: 'combine both declarations in one addKeyspace',
      });
    }
    this.checkCopies(name, options.copies, errors);
    this.keyspaces.set(name, options);
  }

  public addUser(name: string, options: CassandraUserOptions, errors: Errors): void {
    const { superuser } = this.props;
    checkName('the name of a user', name, ['cassandra', superuser.name ?? SUPERUSER].includes(name), errors);
    if (this.users.has(name)) {
      errors.add('UserTaken', {
        rule: 'the users of a ring must have different names', got: name, remedy: 'combine both declarations in one addUser',
      });
    }
    this.users.set(name, options);
    checkPasswords([
      ['superuser.password', superuser.password],
      ...[...this.users].map(([user, { password }]): [string, kplus.SecretValue] => [`the password of user ${user}`, password]),
    ], errors);
  }

  private checkCopies(name: string, copies: number | undefined, errors: Errors): void {
    const { replicas, racks } = this.props;
    const [least, most] = [systemCopies(replicas), racks?.zones.length ?? replicas];
    if (copies === undefined || isIntegerIn(copies, least, most)) { return; }
    const limit = racks
      ? 'a rack with several copies can take the quorum with it'
      : 'a ring cannot have more copies than members';
    errors.add('KeyspaceCopiesInvalid', {
      rule: `copies of keyspace ${name} must be ${least === most ? least : `a whole number from ${least} to ${most}`}, because two of `
        + `three copies are a quorum while one member restarts, and ${limit}`,
      got: copies,
      remedy: `omit it for the default (${least}), or create a keyspace for rows that may be lost with CQL`,
    });
  }

  /** Names that a declaration refers to and that nothing declares. It is complete at synthesis only. */
  public checkReferences(errors: Errors): void {
    const users = [...this.users.keys()];
    const keyspaces = [...this.keyspaces.keys()];
    for (const [name, { owner }] of this.keyspaces) {
      if (!users.includes(owner)) {
        errors.add('KeyspaceOwnerUnknown', {
          rule: `the owner of keyspace ${name} must be a user of addUser, because the Job creates no other users`,
          got: owner,
          remedy: users.length > 0 ? `use ${users.join(' or ')}` : 'add it with addUser',
        });
      }
    }
    for (const [name, { permissions = [] }] of this.users) {
      for (const { keyspace } of permissions.filter(permission => !keyspaces.includes(permission.keyspace))) {
        errors.add('PermissionKeyspaceUnknown', {
          rule: `permissions of user ${name} must be for a keyspace of addKeyspace`,
          got: keyspace,
          remedy: keyspaces.length > 0 ? `use ${keyspaces.join(' or ')}` : 'add it with addKeyspace',
        });
      }
    }
  }

  /** Passwords of the users, by the names of their files in `text`. */
  public get passwords(): { [file: string]: kplus.SecretValue } {
    return Object.fromEntries([...this.users].map(([name, { password }]) => [name, password]));
  }

  /** Lines for the Job's script, each with one user, keyspace or permission, in the order in which they can be applied. */
  public get text(): string {
    const { replicas } = this.props;
    return [
      ...[...this.users.keys()].map(name => ['user', name]),
      ...[...this.keyspaces].map(([name, { owner, copies = systemCopies(replicas) }]) => ['keyspace', name, `${copies}`, owner]),
      ...[...this.users].flatMap(([name, { permissions = [] }]) => permissions.map(({ kind, keyspace }) => [kind, name, keyspace])),
    ].map(words => `${words.join(' ')}\n`).join('');
  }
}

function checkName(prop: string, name: string, isReserved: boolean, errors: Errors): void {
  if (!/^[a-z][a-z0-9_]{0,47}$/.test(name)) {
    errors.add('CassandraNameInvalid', {
      rule: `${prop} must be 1 to 48 lower-case letters, digits and underscores and begin with a letter, because CQL reads other names `
        + 'only in quotes',
      got: name,
      remedy: 'use a name such as orders',
    });
  } else if (isReserved) {
    errors.add('CassandraNameReserved', {
      rule: `${prop} must not be one that Cassandra or the preset uses`, got: name, remedy: 'use a name such as orders',
    });
  }
}
