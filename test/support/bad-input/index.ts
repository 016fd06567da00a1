import { containerCases } from './containers';
import { fileCases } from './files';
import { identityCases } from './identity';
import { kafkaCases } from './kafka';
import { mySqlCases } from './mysql';
import { mysqlMonitoringCases } from './mysql-monitoring';
import { operationCases } from './operations';
import { probeCases } from './probes';
import { roleCases } from './roles';
import { serviceCases } from './services';
import { settingCases } from './settings';
import { storageCases } from './storage';
import { zooKeeperCases } from './zookeeper';

export type { BadInput, Redis } from './bad-input';
export { redisIn } from './bad-input';

export const badInputs = [
  ...identityCases, ...containerCases, ...probeCases, ...storageCases, ...fileCases, ...roleCases, ...serviceCases, ...operationCases, ...settingCases, ...mySqlCases,
  ...mysqlMonitoringCases, ...kafkaCases,
  ...zooKeeperCases,
];
