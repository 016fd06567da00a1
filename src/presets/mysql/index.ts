export { MySql } from './mysql';
export type { MySqlProps } from './mysql-props';
export { Durability } from './mysql-settings';
export type { MySqlAccountsProps, MySqlApplication, MySqlSettingsProps } from './mysql-settings';
