export { ZooKeeper } from './zookeeper';
export type { ZooKeeperBindingOptions, ZooKeeperConnection } from './zookeeper-binding';
export type { ZooKeeperProps } from './zookeeper-props';
export { QuorumSecurity } from './zookeeper-security';
export type { ZooKeeperAuthentication, ZooKeeperTls } from './zookeeper-security';
export type { ZooKeeperSettingsProps, ZooKeeperTransactionLog } from './zookeeper-settings';
