export type { PostgreSqlAccessOptions } from './postgresql-access';
export { PostgreSqlAccess } from './postgresql-access';
export type {
  IPostgreSql, PostgreSqlAttributes, PostgreSqlBindingNames, PostgreSqlBindingOptions, PostgreSqlConnection,
} from './postgresql-binding-props';
export { PostgreSql } from './postgresql';
export { PostgreSqlDurability } from './postgresql-durability';
export type { PostgreSqlSynchronousOptions } from './postgresql-durability';
export type { PostgreSqlProps } from './postgresql-props';
export type { PostgreSqlAccountsProps, PostgreSqlApplication, PostgreSqlSettingsProps } from './postgresql-settings';
export type { PostgreSqlTls } from './postgresql-tls';
