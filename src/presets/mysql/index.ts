export type { MySqlBackup } from './mysql-backup';
export type { IMySql, MySqlAttributes, MySqlBindingNames, MySqlBindingOptions, MySqlConnection } from './mysql-binding-props';
export { MySql } from './mysql';
export type { MySqlAlertsOptions, MySqlMonitoringProps } from './mysql-monitoring-props';
export type { MySqlProps } from './mysql-props';
export type { MySqlTls } from './mysql-tls';
export { Durability } from './mysql-settings';
export type { MySqlAccountsProps, MySqlApplication, MySqlSettingsProps } from './mysql-settings';
