import { BadInput } from './bad-input';
import { cassandraCases } from './cassandra';
import { cassandraKeyspacesCases } from './cassandra-keyspaces';
import { cassandraRacksCases } from './cassandra-racks';
import { cassandraSnapshotsCases } from './cassandra-snapshots';
import { clientCases } from './clients';
import { containerCases } from './containers';
import { fileCases } from './files';
import { identityCases } from './identity';
import { jobCases } from './jobs';
import { jvmCases } from './jvm';
import { kafkaCases } from './kafka';
import { lateCases } from './late';
import { monitoringCases } from './monitoring';
import { mySqlCases } from './mysql';
import { mysqlMonitoringCases } from './mysql-monitoring';
import { operationCases } from './operations';
import { postgreSqlCases } from './postgresql';
import { postgreSqlOperationsCases } from './postgresql-operations';
import { probeCases } from './probes';
import { roleCases } from './roles';
import { kafkaSettingCases, mySqlSettingCases, zooKeeperSettingCases } from './server-settings';
import { serviceCases } from './services';
import { settingCases } from './settings';
import { storageCases } from './storage';
import { testingCases } from './testing';
import { zooKeeperCases } from './zookeeper';

export type { BadInput, Redis } from './bad-input';
export { redisIn } from './bad-input';

/** Cases that are not of one preset, by the heading under which `docs/errors.md` lists their codes. */
export const commonInputs: Record<string, BadInput[]> = {
  'Names, labels and replicas': identityCases,
  'Containers and images': containerCases,
  'Probes and hooks': probeCases,
  'Storage': storageCases,
  'Files and Secrets': fileCases,
  'Roles': roleCases,
  'Services': serviceCases,
  'Rollout, placement, security and network': operationCases,
  'Applications and certificates': clientCases,
  'Jobs': jobCases,
  'Late changes with cdk8s-plus': lateCases,
  'Settings': settingCases,
  'Tests of manifests': testingCases,
  'Monitoring and alerts': [...monitoringCases, ...mysqlMonitoringCases],
  'Java heap and flags': jvmCases,
};

/** The cases of each preset. */
export const presetInputs: Record<string, BadInput[]> = {
  MySQL: [...mySqlSettingCases, ...mySqlCases],
  PostgreSQL: [...postgreSqlCases, ...postgreSqlOperationsCases],
  Cassandra: [...cassandraCases, ...cassandraKeyspacesCases, ...cassandraRacksCases, ...cassandraSnapshotsCases],
  Kafka: [...kafkaCases, ...kafkaSettingCases],
  ZooKeeper: [...zooKeeperCases, ...zooKeeperSettingCases],
};

export const badInputs = [commonInputs, presetInputs].flatMap(areas => Object.values(areas).flat());
