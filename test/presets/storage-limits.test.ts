import { App, Chart, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Controllers, Kafka, MySql, MySqlTopology, ZooKeeper } from 'cdk8s-stateful-app';

const replicas = 3;
const storage = Size.gibibytes(10);

type Resources = { ephemeralStorage?: { limit: Size } };

/** Each preset with every container that it can add to its pods. */
const BUILDS: Record<string, (chart: Chart, resources: Resources) => void> = {
  'MySql': (chart, resources) => mysql(chart, resources, MySqlTopology.replication()),
  'MySql as a group': (chart, resources) => mysql(chart, resources, MySqlTopology.groupReplication()),
  'Kafka': (chart, resources) => {
    new Kafka(chart, 'Log', {
      replicas,
      storage,
      clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
      resources,
      monitoring: { image: 'jmx-exporter:1.0.1' },
      controllers: Controllers.dedicated({ resources }),
    });
  },
  'ZooKeeper': (chart, resources) => { new ZooKeeper(chart, 'Zk', { replicas, storage, resources, monitoring: {} }); },
};

function mysql(chart: Chart, resources: Resources, topology: MySqlTopology): void {
  const secret = Secret.fromSecretName(chart, 'Accounts', 'accounts');
  new MySql(chart, 'Db', {
    namespace: 'shop',
    replicas,
    storage,
    resources,
    topology,
    firstBoot: true,
    monitoring: {},
    accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
  });
}

function limitsOf(build: (chart: Chart, resources: Resources) => void, resources: Resources): (string | undefined)[] {
  const chart = new Chart(new App(), 'test');
  build(chart, resources);
  return Testing.synth(chart).filter(({ kind }) => kind === 'StatefulSet').flatMap(({ spec }) => {
    const { initContainers = [], containers } = spec.template.spec;
    return [...initContainers, ...containers].map(container => container.resources?.limits?.['ephemeral-storage']);
  });
}

describe.each(Object.entries(BUILDS))('in the pods of %s', (_, build) => {
  test('no container has a limit of ephemeral storage if the server has none, because it would apply to the whole pod', () => {
    expect(limitsOf(build, {}).filter(limit => limit !== undefined)).toEqual([]);
  });

  test('every container has a limit of ephemeral storage if the server has one', () => {
    expect(limitsOf(build, { ephemeralStorage: { limit: Size.gibibytes(1) } })).not.toContain(undefined);
  });
});
