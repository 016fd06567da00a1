export { ZooKeeper } from './zookeeper';
export type { ZooKeeperProps } from './zookeeper-props';
export type { ZooKeeperSettingsProps, ZooKeeperTransactionLog } from './zookeeper-settings';
