import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Cassandra, CassandraRepair, Controllers, Kafka, NetworkAccess, NetworkPeer, Ordinals, StatefulApp } from 'cdk8s-stateful-app';
import { golden } from '../../projenrc/diagrams';
import { diagram } from '../../src/diagram/diagram';

/** The lines of the diagram, without their indentation. */
const linesOf = (manifests: unknown[]) => diagram(manifests).split('\n').map(line => line.trim());

const chart = () => new Chart(new App(), 'test', { namespace: 'shop' });

const set = (name: string, { labels = { app: name }, ...spec }: any = {}) => ({
  kind: 'StatefulSet',
  metadata: { name },
  spec: { serviceName: name, selector: { matchLabels: { app: name } }, template: { metadata: { labels } }, ...spec },
});
const service = (name: string, selector: object) => ({ kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80 }] } });

describe('an example', () => {
  test('of MySQL has the primary, its replicas, the Services, the clients and all claims', () => {
    const title = [
      'StatefulSet mysql', 'mysql:9.7', 'hosts mysql-N.mysql', 'one per node if possible', 'spread over zones if possible',
    ].join('<br>');

    expect(diagram(golden('mysql'))).toBe(`flowchart TD
  Service_mysql_primary(["Service mysql-primary"])
  Service_mysql_read(["Service mysql-read"])
  subgraph StatefulSet_mysql["${title}"]
    mysql_0["mysql-0<br>primary"]
    mysql_1["mysql-1<br>replica"]
    mysql_2["mysql-2<br>replica"]
  end
  data_mysql_0[("data-mysql-0<br>20Gi")]
  data_mysql_1[("data-mysql-1<br>20Gi")]
  data_mysql_2[("data-mysql-2<br>20Gi")]
  CronJob_mysql_backup["CronJob mysql-backup"]
  mysql_backup[("mysql-backup<br>20Gi")]
  CronJob_mysql_restore["CronJob mysql-restore"]
  Deployment_shop["Deployment shop"]
  mysql_0 --- data_mysql_0
  mysql_1 --- data_mysql_1
  mysql_2 --- data_mysql_2
  Service_mysql_primary -->|"3306"| mysql_0
  Service_mysql_read -->|"3306"| mysql_0 & mysql_1 & mysql_2
  CronJob_mysql_backup -->|"3306"| mysql_2
  CronJob_mysql_backup --- mysql_backup
  CronJob_mysql_restore -->|"3306"| Service_mysql_primary
  CronJob_mysql_restore --- mysql_backup
  Deployment_shop -->|"3306"| Service_mysql_primary & Service_mysql_read
`);
  });

  test('of a group of MySQL has a Service that follows the label of the elected primary', () => {
    expect(linesOf(golden('mysql-group'))).toEqual(expect.arrayContaining([
      'mysql_2["mysql-2<br>primary or secondary"]',
      'Service_mysql_primary -.->|"3306 where cdk8s-stateful-app/group-role=primary"| StatefulSet_mysql',
    ]));
  });

  test.each([
    ['kafka', 'kafka_2["kafka-2<br>broker, controller"]', 'Deployment_producer -->|"9092"| Service_kafka_bootstrap'],
    ['zookeeper', 'zk_2["zk-2"]', 'Deployment_workers -->|"2181"| zk_0 & zk_1 & zk_2'],
    ['redis', 'redis_0["redis-0<br>master"]', 'pods_with_redis_client_true -->|"6379"| Service_redis_master'],
    ['etcd', 'data_etcd_0[("data-etcd-0<br>8Gi")]', 'namespace_monitoring -->|"2381"| StatefulSet_etcd'],
    ['quickstart', 'mysql_0["mysql-0"]', 'pods_with_mysql_client_true -->|"3306"| StatefulSet_mysql'],
    ['tutorial-a', 'mysql_0 --- data_mysql_0', 'any_client --> StatefulSet_mysql'],
    ['tutorial-b', 'mysql_persistent_storage_mysql_0[("mysql-persistent-storage-mysql-0<br>1Gi")]', 'any_client --> StatefulSet_mysql'],
  ])('%s has its pods and clients', (example, ...expected) => {
    expect(linesOf(golden(example))).toEqual(expect.arrayContaining(expected));
  });
});

test('a Job leads to the members whose ports it uses, and to no Service without them', () => {
  const scope = chart();
  const store = Secret.fromSecretName(scope, 'Store', 'store');
  new Cassandra(scope, 'Ring', {
    replicas: 3,
    storage: Size.gibibytes(20),
    clusterName: 'shop',
    superuser: { password: { secret: Secret.fromSecretName(scope, 'Auth', 'auth'), key: 'admin' } },
    repair: CassandraRepair.full(),
    snapshots: {
      repository: {
        endpoint: 's3.example.com',
        bucket: 'backups',
        path: '/shop',
        accessKey: { secret: store, key: 'id' },
        secretKey: { secret: store, key: 'key' },
        server: NetworkPeer.cidr('10.9.0.0/16'),
      },
    },
    networkAccess: NetworkAccess.isolated(),
  });

  for (const job of ['repair', 'snapshots']) {
    expect(linesOf(scope.toJson())).toContain(`CronJob_cassandra_${job} -->|"7190"| cassandra_0 & cassandra_1 & cassandra_2`);
  }
});

describe('roles', () => {
  test('of StatefulApp with a shell are in the table of its ConfigMap', () => {
    const scope = chart();
    const roles = { first: { ordinals: Ordinals.only(0), env: { A: '1' } }, other: { ordinals: Ordinals.startingAt(1), env: { A: '2' } } };
    new StatefulApp(scope, 'App', { name: 'app', replicas: 2, image: 'app:1', user: 1000, shell: '/bin/sh', command: ['app'], roles });

    expect(linesOf(scope.toJson())).toEqual(expect.arrayContaining(['app_0["app-0<br>first"]', 'app_1["app-1<br>other"]']));
  });

  test('of Kafka tell brokers from dedicated controllers, which brokers reach at their port', () => {
    const scope = chart();
    new Kafka(scope, 'Kafka', {
      replicas: 3,
      storage: Size.gibibytes(1),
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      controllers: Controllers.dedicated(),
      networkAccess: NetworkAccess.isolated(),
    });

    expect(linesOf(scope.toJson())).toEqual(expect.arrayContaining([
      'kafka_0["kafka-0<br>broker"]', 'kafka_controller_0["kafka-controller-0<br>controller"]',
      expect.stringMatching(/^StatefulSet_kafka -->(\|"\d+"\|)? StatefulSet_kafka_controller$/),
    ]));
  });
});

describe('a set written by hand', () => {
  test('begins at its first ordinal, and a Service may select one pod by its name', () => {
    const one = service('first', { 'app': 'db', 'statefulset.kubernetes.io/pod-name': 'db-5' });

    expect(linesOf([set('db', { replicas: 2, ordinals: { start: 5 } }), one])).toEqual(expect.arrayContaining([
      'db_5["db-5"]', 'db_6["db-6"]', 'Service_first -->|"80"| db_5', 'any_client --> Service_first',
    ]));
  });

  test('with many pods shows neighbours that nothing distinguishes as one', () => {
    const claims = [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }];
    const manifests = [
      set('db', { replicas: 500, volumeClaimTemplates: claims }),
      service('primary', { 'app': 'db', 'apps.kubernetes.io/pod-index': '0' }), service('read', { app: 'db' }),
    ];

    expect(linesOf(manifests)).toEqual(expect.arrayContaining([
      'db_0["db-0"]', 'db_1_db_499["db-1 … db-499"]', 'data_db_1_data_db_499[("data-db-1 … data-db-499<br>1Gi")]',
      'Service_primary -->|"80"| db_0', 'Service_read -->|"80"| db_0 & db_1_db_499',
    ]));
  });

  test('names the zones and nodes to which its pods are bound', () => {
    const zone = 'topology.kubernetes.io/zone';
    const spec = {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: 'In', values: ['a', 'b'] }] }],
          },
        },
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }] },
      },
      topologySpreadConstraints: [{ topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule' }],
    };

    expect(diagram([set('db', { template: { metadata: { labels: { app: 'db' } }, spec } })]))
      .toContain('StatefulSet db<br>hosts db-N.db<br>zones: a, b<br>one per node<br>spread over zones"]');
  });

  test('admits the clients of its policies: addresses, namespaces, and pods of other namespaces', () => {
    const from = [
      { ipBlock: { cidr: '10.0.0.0/8' } },
      { namespaceSelector: {} },
      {
        podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'jobs'] }] },
        namespaceSelector: { matchLabels: { team: 'a' } },
      },
    ];
    const ingress = [{ from, ports: [{ port: 5432 }] }];
    const policy = { kind: 'NetworkPolicy', metadata: { name: 'db' }, spec: { podSelector: {}, ingress } };

    expect(linesOf([set('db'), policy])).toEqual(expect.arrayContaining([
      '10_0_0_0_8["10.0.0.0/8"]', 'all_namespaces["all namespaces"]',
      'pods_with_tier_In_web_or_jobs_in_namespaces_with_team_a["pods with tier In web or jobs in namespaces with team=a"]',
      '10_0_0_0_8 -->|"5432"| StatefulSet_db',
    ]));
  });

  test('has no clients if its policies admit none, or only those of egress', () => {
    const policy = { kind: 'NetworkPolicy', metadata: { name: 'db' }, spec: { podSelector: {} } };
    const egress = { ...policy, spec: { podSelector: {}, policyTypes: ['Egress'] } };

    expect(diagram([set('db'), policy])).not.toContain('-->');
    expect(linesOf([set('db'), egress])).toContain('any_client --> StatefulSet_db');
  });

  test('is not led to by a Service of other pods, of another namespace, or without a selector', () => {
    const elsewhere = { ...service('elsewhere', { app: 'db' }), metadata: { name: 'elsewhere', namespace: 'other' } };
    const labels = { app: 'db', part: 'backup' };
    const backup = { kind: 'Deployment', metadata: { name: 'backup' }, spec: { template: { metadata: { labels } } } };

    expect(diagram([set('db'), elsewhere, service('none', {}), service('backup', labels), backup])).not.toContain('Service ');
  });

  test('may have the name of another set in another namespace', () => {
    expect(linesOf([set('db'), { ...set('db'), metadata: { name: 'db', namespace: 'other' } }]))
      .toEqual(expect.arrayContaining(['db_0["db-0"]', 'db_0_2["db-0"]']));
  });
});

describe('input of any kind', () => {
  test.each<[string, unknown[]]>([
    ['no manifests', []],
    ['values that are no objects', [null, undefined, 1, 'text', [], true]],
    ['objects without fields', [{ kind: 'StatefulSet' }, { kind: 'Service' }, { kind: 'NetworkPolicy' }, { kind: 'CronJob' }, {}]],
    ['fields of other types', [
      { kind: 'StatefulSet', metadata: 'db', spec: { replicas: '3', template: [], volumeClaimTemplates: {}, ordinals: 1 } },
      { kind: 'Service', metadata: { name: 1 }, spec: { selector: 'app', ports: 80 } },
      { kind: 'NetworkPolicy', spec: { podSelector: { matchExpressions: [null, 'a'] }, ingress: [null, { from: [null], ports: ['80'] }] } },
      { kind: 'Deployment', spec: { template: { spec: { containers: [null, { env: 'A=1' }], volumes: [null] } } } },
    ]],
    ['a set without pods', [set('db', { replicas: 0 })]],
    ['more pods than memory', [set('db', { replicas: 1e15 })]],
  ])('draws %s', (_, manifests) => {
    expect(diagram(manifests)).toMatch(/^flowchart TD\n/);
  });

  test('cannot end a label, a line or a block of Markdown', () => {
    const name = 'db"] --> x\n```\n<b>{{ .Values.name }}#';

    expect(diagram([set(name)]).split('\n').slice(0, 3)).toEqual([
      'flowchart TD',
      expect.stringMatching(
        /^  subgraph \w+\["StatefulSet db#34;\] --#62; x#10;```#10;#60;b#62;\{\{ \.Values\.name \}\}#35;<br>.*"\]$/,
      ),
      expect.stringMatching(/^    \w+\["[^"]*"\]$/),
    ]);
  });

  test('cannot name a node like a keyword of Mermaid', () => {
    expect(diagram([set('db'), { ...service('end', { app: 'db' }), metadata: { name: 'end' } }])).not.toMatch(/^ *end\(/m);
  });
});
