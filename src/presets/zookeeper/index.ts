export { ZooKeeperAdoption } from './zookeeper-adoption';
export type { ZooKeeperBitnamiOptions } from './zookeeper-adoption';
export { ZooKeeper } from './zookeeper';
export type {
  IZooKeeper, ZooKeeperAttributes, ZooKeeperBindingNames, ZooKeeperBindingOptions, ZooKeeperConnection,
} from './zookeeper-binding-props';
export type { ZooKeeperAlertsOptions, ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
export type { ZooKeeperProps } from './zookeeper-props';
export { QuorumSecurity } from './zookeeper-security';
export type { ZooKeeperAuthentication, ZooKeeperTls } from './zookeeper-security';
export { ZooKeeperSource } from './zookeeper-source';
export type { ZooKeeperExternalOptions } from './zookeeper-source';
export type { ZooKeeperSettingsProps, ZooKeeperTransactionLog } from './zookeeper-settings';
