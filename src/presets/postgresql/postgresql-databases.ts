import { checkName, isName, SYSTEM_DATABASES, SYSTEM_ROLES } from './postgresql-account-checks';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { checkFactory } from '../../checks/calls';
import type { Errors } from '../../checks/errors';
import { kplus } from '../../kplus';
import { checkPasswords } from '../shared/passwords';

/** Desired state of a database. */
export interface PostgreSqlDatabaseOptions {
  /** Name of the user who owns the database and may create schemas and tables in it: of `addUser`, or of `accounts.application`. */
  readonly owner: string;

  /**
   * Names of extensions that the image contains, such as `pg_trgm`. Removing a name does not drop the extension.
   * @default - only the extensions of `template1`
   */
  readonly extensions?: string[];
}

/** Permissions of a user for the tables of a schema. */
export class PostgreSqlPermission {
  /**
   * Read the tables that exist and those that the owner of the database creates later.
   *
   * @param database its name
   * @param schema name of the schema, by default `public`
   */
  public static read(database: string, schema: string = 'public'): PostgreSqlPermission {
    checkFactory('PostgreSqlPermission.read', database, schema);
    return new PostgreSqlPermission('read', database, schema);
  }

  /**
   * Read the tables, and insert, update and delete rows.
   *
   * @param database its name
   * @param schema name of the schema, by default `public`
   */
  public static write(database: string, schema: string = 'public'): PostgreSqlPermission {
    checkFactory('PostgreSqlPermission.write', database, schema);
    return new PostgreSqlPermission('write', database, schema);
  }

  private constructor(
    /** `read` or `write`. */
    public readonly kind: string,
    /** Name of the database. */
    public readonly database: string,
    /** Name of the schema. It is created if it does not exist. */
    public readonly schema: string,
  ) {}
}

/** A user by name and password. */
export interface PostgreSqlUserOptions {
  /** The password, from an existing Secret in the members' namespace. A changed password is applied when the Job runs again. */
  readonly password: kplus.SecretValue;

  /**
   * Permissions of the user in databases of `addDatabase` or `accounts.application`. The owner of a database needs none.
   * @default - only the databases that the user owns
   */
  readonly permissions?: PostgreSqlPermission[];
}

/** Databases, users and permissions that the Job applies. */
export class DesiredState {
  private readonly users = new Map<string, PostgreSqlUserOptions>();
  private readonly databases = new Map<string, PostgreSqlDatabaseOptions>();

  constructor(private readonly props: ResolvedPostgreSqlProps) {}

  public addDatabase(name: string, options: PostgreSqlDatabaseOptions, errors: Errors): void {
    checkName('the name of a database', name, SYSTEM_DATABASES, errors);
    if (this.databases.has(name) || this.application?.database === name) {
      errors.add('DatabaseTaken', {
        rule: 'the databases of a set must have different names, also from that of accounts.application',
        got: name,
        remedy: 'combine both declarations in one addDatabase, or remove accounts.application',
      });
    }
    for (const extension of (options.extensions ?? []).filter(given => !isName(given))) {
      errors.add('PostgreSqlNameInvalid', {
        rule: `extensions of database ${name} must be names of extensions`, got: extension, remedy: 'use a name such as pg_trgm',
      });
    }
    this.databases.set(name, options);
  }

  public addUser(name: string, options: PostgreSqlUserOptions, errors: Errors): void {
    checkName('the name of a user', name, SYSTEM_ROLES, errors);
    if (this.users.has(name) || this.application?.user === name) {
      errors.add('UserTaken', {
        rule: 'the users of a set must have different names, also from that of accounts.application',
        got: name,
        remedy: 'combine both declarations in one addUser, or remove accounts.application',
      });
    }
    for (const { schema } of options.permissions ?? []) {
      checkName(`the schema of a permission of user ${name}`, schema, ['information_schema'], errors);
    }
    this.users.set(name, options);
    const { superuserPassword, replicationPassword, application } = this.props.accounts;
    checkPasswords([
      ['accounts.superuserPassword', superuserPassword],
      ['accounts.replicationPassword', replicationPassword],
      ['accounts.application.password', application?.password],
      ...[...this.users].map(([user, { password }]): [string, kplus.SecretValue] => [`the password of user ${user}`, password]),
    ], errors);
  }

  /** Names that a declaration refers to and that nothing declares. It is complete at synthesis only. */
  public checkReferences(errors: Errors): void {
    const users = [...this.users.keys(), ...this.application ? [this.application.user] : []];
    const databases = [...this.databases.keys(), ...this.application ? [this.application.database] : []];
    for (const [name, { owner }] of this.databases) {
      if (!users.includes(owner)) {
        errors.add('DatabaseOwnerUnknown', {
          rule: `the owner of database ${name} must be a user of addUser or accounts.application, because the Job creates no other users`,
          got: owner,
          remedy: users.length > 0 ? `use ${users.join(' or ')}` : 'add it with addUser',
        });
      }
    }
    for (const [name, { permissions = [] }] of this.users) {
      for (const { database } of permissions.filter(permission => !databases.includes(permission.database))) {
        errors.add('PermissionDatabaseUnknown', {
          rule: `permissions of user ${name} must be for a database of addDatabase or accounts.application`,
          got: database,
          remedy: databases.length > 0 ? `use ${databases.join(' or ')}` : 'add it with addDatabase',
        });
      }
    }
  }

  /** Passwords of the users, by the names of their files in `text`. */
  public get passwords(): { [file: string]: kplus.SecretValue } {
    return Object.fromEntries([...this.users.values()].map(({ password }, index) => [`${index}`, password]));
  }

  /** Lines for the Job's script, each with one user, database, extension or permission, in the order in which they can be applied. */
  public get text(): string {
    return [
      ...[...this.users.keys()].map((name, index) => ['user', name, `${index}`]),
      ...[...this.databases].flatMap(([name, { owner, extensions = [] }]) => [
        ['database', name, owner], ...extensions.map(extension => ['extension', extension, name]),
      ]),
      ...[...this.users].flatMap(([name, { permissions = [] }]) => permissions.map(
        ({ kind, database, schema }) => [kind, name, database, schema])),
    ].map(words => `${words.join('\t')}\n`).join('');
  }

  private get application() { return this.props.accounts.application; }
}
