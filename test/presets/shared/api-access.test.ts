import { Chart, Testing } from 'cdk8s';
import { MySqlTopology } from 'cdk8s-stateful-app';
import { Deployed as MySqlDeployed } from '../mysql/deployment';
import { Deployed as PostgreSqlDeployed } from '../postgresql/deployment';

const SETS: Record<string, () => Chart> = {
  'a group of MySql': () => new MySqlDeployed({ topology: MySqlTopology.groupReplication() }),
  'PostgreSql': () => new PostgreSqlDeployed(),
};

// the API rejects the pods of a set without its account, and the controller tries again after a growing pause
test.each(Object.keys(SETS))('kubectl creates the service account of %s before the set', name => {
  const kinds = Testing.synth(SETS[name]()).map(({ kind }) => kind);

  expect(kinds.indexOf('ServiceAccount')).toBeGreaterThanOrEqual(0);
  expect(kinds.indexOf('ServiceAccount')).toBeLessThan(kinds.indexOf('StatefulSet'));
});
