export type { PostgreSqlAccessOptions } from './postgresql-access';
export { PostgreSqlAccess } from './postgresql-access';
export type { PostgreSqlArchive, PostgreSqlRecovery, PostgreSqlRepository } from './postgresql-archive-props';
export type { PostgreSqlBackup } from './postgresql-backup';
export type {
  IPostgreSql, PostgreSqlAttributes, PostgreSqlBindingNames, PostgreSqlBindingOptions, PostgreSqlConnection,
} from './postgresql-binding-props';
export type { PostgreSqlDatabaseOptions, PostgreSqlUserOptions } from './postgresql-databases';
export { PostgreSqlPermission } from './postgresql-databases';
export { PostgreSql } from './postgresql';
export { PostgreSqlDurability } from './postgresql-durability';
export type { PostgreSqlSynchronousOptions } from './postgresql-durability';
export type { PostgreSqlAlertsOptions, PostgreSqlMonitoringProps } from './postgresql-monitoring-props';
export type { PostgreSqlProps } from './postgresql-props';
export type { PostgreSqlAccountsProps, PostgreSqlApplication, PostgreSqlSettingsProps } from './postgresql-settings';
export type { PostgreSqlTls } from './postgresql-tls';
