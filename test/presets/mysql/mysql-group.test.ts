import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Chart, Duration } from 'cdk8s';
import { Deployment, Secret, ServiceAccount } from 'cdk8s-plus-28';
import {
  DisruptionBudget, Durability, Manifests, MySqlGroupOptions, MySqlProps, MySqlTopology, NetworkAccess, NetworkPeer,
} from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const LABEL = 'cdk8s-stateful-app/group-role';
const API = NetworkPeer.cidr('10.0.0.1/32');

const secrets = new Chart(new App(), 'secrets');
const certificate = Secret.fromSecretName(secrets, 'Server', 'mysql-tls');
const clientCertificate = Secret.fromSecretName(secrets, 'Client', 'mysql-client-tls');

function group(props: ConstructorParameters<typeof Deployed>[0] = {}, options?: MySqlGroupOptions): Deployed {
  return new Deployed({ topology: MySqlTopology.groupReplication(options), ...props });
}

function podOf(...args: Parameters<typeof group>): any {
  return Manifests.one(group(...args), 'StatefulSet').spec.template;
}

function containerOf(name: string, ...args: Parameters<typeof group>): any {
  return podOf(...args).spec.containers.find((container: any) => container.name === name);
}

const selectorOf = (service: string, ...args: Parameters<typeof group>) => Manifests.one(group(...args), 'Service', service).spec.selector;

describe('the objects', () => {
  test('a group has the objects of a primary with replicas, and an account that may label its pods', () => {
    const added = Manifests.titles(group()).filter(title => !Manifests.titles(new Deployed()).includes(title));

    expect(added).toEqual(['Role/mysql-group', 'RoleBinding/mysql-group', 'ServiceAccount/mysql-group']);
  });

  test('a primary with replicas stays the default, without an account, a sidecar or a label', () => {
    const { metadata, spec } = Manifests.one(new Deployed(), 'StatefulSet').spec.template;

    expect(metadata.labels).not.toHaveProperty(LABEL);
    expect(spec).not.toHaveProperty('serviceAccountName');
    expect(spec.containers.map(({ name }: any) => name)).toEqual(['mysql']);
    expect(Manifests.all(new Deployed({ topology: MySqlTopology.replication() }), 'StatefulSet'))
      .toEqual(Manifests.all(new Deployed(), 'StatefulSet'));
  });

  test.each([3, 5, 7, 9])('a group has %d members', replicas => {
    expect(Manifests.one(group({ replicas }), 'StatefulSet').spec.replicas).toBe(replicas);
  });

  test('drains evict one member at a time, or as many as leave a majority', () => {
    const budgetOf = (props: Partial<MySqlProps>) => Manifests.one(group(props), 'PodDisruptionBudget').spec.maxUnavailable;

    expect(budgetOf({})).toBe(1);
    expect(budgetOf({ replicas: 7, disruptionBudget: DisruptionBudget.maxUnavailable(3) })).toBe(3);
  });
});

describe('the service account', () => {
  test('may patch the pods of the set by their names, those that kubectl scale can add included, and nothing else', () => {
    expect(Manifests.one(group(), 'Role').rules).toEqual([{
      apiGroups: [''],
      resources: ['pods'],
      resourceNames: Array.from({ length: 9 }, (_, ordinal) => `mysql-${ordinal}`),
      verbs: ['patch'],
    }]);
  });

  test('is the only one with that role, in the namespace of the set', () => {
    const binding = Manifests.one(group({ name: 'orders', namespace: 'prod' }), 'RoleBinding', 'orders-group');

    expect(binding.metadata.namespace).toBe('prod');
    expect(binding.roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'orders-group' });
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'orders-group', namespace: 'prod' }]);
  });

  test('is that of the pods', () => {
    expect(podOf().spec.serviceAccountName).toBe('mysql-group');
  });

  test('can be an existing one, which gets the role', () => {
    const serviceAccount = ServiceAccount.fromServiceAccountName(secrets, 'Existing', 'databases');
    const chart = group({ serviceAccount });

    expect(Manifests.titles(chart)).not.toContain('ServiceAccount/mysql-group');
    expect(Manifests.one(chart, 'StatefulSet').spec.template.spec.serviceAccountName).toBe('databases');
    expect(Manifests.one(chart, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'databases', namespace: 'shop' }]);
  });

  test('has its token in the sidecar, and no other container has one', () => {
    const { spec } = podOf({ monitoring: {} });
    const withToken = [...spec.initContainers, ...spec.containers]
      .filter(({ volumeMounts }: any) => volumeMounts.some(({ name }: any) => name === 'api')).map(({ name }: any) => name);

    expect(spec.automountServiceAccountToken).toBe(false);
    expect(withToken).toEqual(['group']);
    expect(containerOf('group').volumeMounts).toContainEqual({ name: 'api', mountPath: '/run/secrets/kubernetes-api', readOnly: true });
  });

  test('has a token that expires, and the authority of the Kubernetes API', () => {
    expect(podOf().spec.volumes.find(({ name }: any) => name === 'api').projected.sources).toEqual([
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ]);
  });
});

describe('the Services', () => {
  test('writes go to the pod that the sidecars label as the primary', () => {
    expect(selectorOf('mysql-primary')).toMatchObject({ [LABEL]: 'primary' });
    expect(selectorOf('mysql-primary')).not.toHaveProperty('apps.kubernetes.io/pod-index');
  });

  test('reads go to every Ready member, or to the secondaries alone', () => {
    expect(selectorOf('mysql-read')).toEqual(Manifests.one(group(), 'StatefulSet').spec.selector.matchLabels);
    expect(selectorOf('mysql-read', {}, { primaryServesReaders: false })).toMatchObject({ [LABEL]: 'secondary' });
  });

  test('a new pod is a secondary until it labels itself, and the set does not select by that label', () => {
    expect(podOf().metadata.labels).toMatchObject({ [LABEL]: 'secondary' });
    expect(Manifests.one(group(), 'StatefulSet').spec.selector.matchLabels).not.toHaveProperty(LABEL);
  });

  test('a failover changes neither a host nor a variable of a bound application', () => {
    const chart = group({ application: { database: 'shop', user: 'shop' } });
    chart.mysql.bind(new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] }));
    const { env } = Manifests.one(chart, 'Deployment').spec.template.spec.containers[0];

    expect(env).toContainEqual({ name: 'MYSQL_PRIMARY_HOST', value: 'mysql-primary.shop' });
    expect(chart.mysql.primaryHost).toBe('mysql-primary.shop');
    expect(chart.mysql.replicaHosts).toEqual(['mysql-0.mysql', 'mysql-1.mysql', 'mysql-2.mysql']);
    expect(chart.mysql.primaryOrdinal).toBeUndefined();
  });
});

describe('the sidecar', () => {
  test('has the image of the server, its scripts, its socket and its volume', () => {
    const sidecar = containerOf('group', { image: 'registry.example.com/mysql:9.7.4' });
    const mounted = sidecar.volumeMounts.map(({ mountPath }: any) => mountPath);

    expect(sidecar.image).toBe('registry.example.com/mysql:9.7.4');
    expect(sidecar.command).toEqual(['bash', '/etc/mysql/stateful/scripts/group.sh']);
    expect(mounted).toEqual(expect.arrayContaining([
      '/run/mysql-role', '/var/run/mysqld', '/var/lib/mysql', '/run/secrets/mysql', '/etc/mysql/stateful/scripts/group.sh',
    ]));
  });

  test('has limits, and meets Pod Security "restricted"', () => {
    expect(containerOf('group').resources).toEqual({
      requests: { 'cpu': '20m', 'memory': '64Mi', 'ephemeral-storage': '16Mi' },
      limits: { cpu: '500m', memory: '64Mi' },
    });
    expect(containerOf('group').securityContext).toMatchObject({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
    });
  });

  test('has no probe, because it does not serve clients', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) { expect(containerOf('group')).not.toHaveProperty(probe); }
  });

  test('knows the lag with which a secondary gets no readers', () => {
    const lagOf = (props: Partial<MySqlProps>) => containerOf('group', props).env
      .find(({ name }: any) => name === 'MAX_LAG_SECONDS')?.value;

    expect(lagOf({})).toBeUndefined();
    expect(lagOf({ maxLag: Duration.seconds(30) })).toBe('30');
  });

  test('tells the readiness probe by a file whether the member serves', () => {
    const role = ({ volumeMounts }: any) => volumeMounts.find(({ mountPath }: any) => mountPath === '/run/mysql-role').name;

    const { exec: { command } } = containerOf('mysql').readinessProbe;
    expect(command).toEqual(['bash', '/etc/mysql/stateful/scripts/group-ready.sh', '4', '10', '20']);
    expect(role(containerOf('group'))).toBe(role(containerOf('mysql')));
  });
});

describe('the server', () => {
  test('is started by a script that joins no group, and hands over before it stops', () => {
    const { command, args, lifecycle } = containerOf('mysql');

    expect(command).toEqual(['bash', '/etc/mysql/stateful/scripts/group-start.sh']);
    expect(args).toContain('--loose-group-replication-local-address=$(POD_NAME).$(NAME):3306');
    expect(lifecycle.preStop.exec.command).toEqual(['bash', '/etc/mysql/stateful/scripts/group-leave.sh']);
  });

  test('has one port for clients and members', () => {
    expect(containerOf('mysql').ports).toEqual([{ name: 'mysql', containerPort: 3306 }]);
    expect(group().settings.loose_group_replication_communication_stack).toBe('MYSQL');
  });

  test('starts closed and alone, so that only the sidecar brings it into a group', () => {
    expect(group().settings).toMatchObject({
      super_read_only: 'ON',
      read_only: 'ON',
      loose_group_replication_start_on_boot: 'OFF',
      loose_group_replication_bootstrap_group: 'OFF',
      loose_group_replication_autorejoin_tries: '0',
    });
  });

  test('expels a failed member at once, gives up without a majority, and closes itself to clients then', () => {
    expect(group().settings).toMatchObject({
      loose_group_replication_single_primary_mode: 'ON',
      loose_group_replication_consistency: 'BEFORE_ON_PRIMARY_FAILOVER',
      loose_group_replication_member_expel_timeout: '0',
      loose_group_replication_unreachable_majority_timeout: '10',
      loose_group_replication_exit_state_action: 'OFFLINE_MODE',
    });
  });

  test('keeps received transactions when it restarts, because a member that begins a group applies them', () => {
    expect(group().settings.relay_log_recovery).toBe('OFF');
    expect(new Deployed().settings.relay_log_recovery).toBe('ON');
  });

  test('loads the plugin of a group in the server of the member alone, and those of semi-synchronous replication nowhere', () => {
    expect(group().settings.plugin_load_add).toBe('mysql_clone.so;auth_socket.so');
    expect(group().file('group.cnf')).toBe('[mysqld]\nplugin_load_add=group_replication.so\n');
    expect(group().file('my.cnf')).not.toContain('semi_sync');
  });

  test('rejects tables without a primary key when they are created, unless the settings allow them', () => {
    expect(group().settings.sql_require_primary_key).toBe('ON');
    expect(group({ settings: { sql_require_primary_key: 'OFF' } }).settings.sql_require_primary_key).toBe('OFF');
    expect(new Deployed().settings).not.toHaveProperty('sql_require_primary_key');
  });

  test('takes no settings of a role, because every member can be the primary', () => {
    const paths = Object.keys(group().mysql.filesOf(0));

    expect(paths).not.toEqual(expect.arrayContaining([expect.stringMatching(/(primary|replica)\.cnf$/)]));
    expect(() => group({ primarySettings: { long_query_time: '2' }, durability: Durability.asynchronous() }))
      .toThrow(/durability must be omitted.*\n.*primarySettings must be omitted/);
  });
});

describe('the accounts', () => {
  test('members may query and clone a member that has closed itself to clients', () => {
    const accounts = group().file('accounts.sql');

    expect(accounts).toContain('GRANT CONNECTION_ADMIN ON *.* TO stateful_members@\'%\';');
    expect(accounts).toContain('GRANT SELECT ON performance_schema.replication_group_members TO stateful_members@\'%\';');
    expect(accounts).toContain('GRANT BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO stateful_replication@\'%\';');
  });

  test('a primary with replicas grants none of these', () => {
    expect(new Deployed().file('accounts.sql')).not.toMatch(/CONNECTION_ADMIN|GROUP_REPLICATION_STREAM|replication_group_members/);
  });
});

describe('TLS', () => {
  test('without certificates traffic between members is encrypted all the same', () => {
    expect(group().settings).toMatchObject({
      loose_group_replication_ssl_mode: 'REQUIRED', loose_group_replication_recovery_use_ssl: 'ON',
    });
    expect(group().settings).not.toHaveProperty('loose_group_replication_recovery_ssl_ca');
  });

  test('with certificates members verify each other', () => {
    expect(group({ tls: { certificate } }).settings).toMatchObject({
      loose_group_replication_ssl_mode: 'VERIFY_IDENTITY',
      loose_group_replication_recovery_ssl_ca: '/run/secrets/mysql-tls/ca.crt',
      loose_group_replication_recovery_ssl_verify_server_cert: 'ON',
    });
    expect(group({ tls: { certificate } }).settings).not.toHaveProperty('loose_group_replication_recovery_ssl_cert');
  });

  test('with a client certificate members present it', () => {
    expect(group({ tls: { certificate, clientCertificate } }).settings).toMatchObject({
      loose_group_replication_recovery_ssl_cert: '/run/secrets/mysql-tls/client.crt',
      loose_group_replication_recovery_ssl_key: '/run/secrets/mysql-tls/client.key',
    });
  });
});

describe('the network policy', () => {
  test('lets the sidecars reach the Kubernetes API', () => {
    const { egress } = Manifests.one(group({ networkAccess: NetworkAccess.isolated() }, { apiServer: API }), 'NetworkPolicy').spec;

    expect(egress).toContainEqual({ to: [API.spec], ports: [{ port: 443, protocol: 'TCP' }, { port: 6443, protocol: 'TCP' }] });
  });

  test('opens no further way in', () => {
    const ingressOf = (chart: Deployed) => Manifests.one(chart, 'NetworkPolicy').spec.ingress;

    expect(ingressOf(group({ networkAccess: NetworkAccess.isolated() }, { apiServer: API })))
      .toEqual(ingressOf(new Deployed({ networkAccess: NetworkAccess.isolated() })));
  });
});

describe('the exporter', () => {
  const argsOf = (args?: string[]) => containerOf('exporter', { monitoring: { args } }).args;

  test('collects the members and the applier of a group', () => {
    expect(argsOf()).toEqual(expect.arrayContaining([
      '--collect.perf_schema.replication_group_members', '--collect.perf_schema.replication_applier_status_by_worker',
    ]));
  });

  test('gets no collector twice, because it would not start', () => {
    const members = (args: string[]) => args.filter(arg => arg.endsWith('replication_group_members'));

    expect(members(argsOf(['--collect.perf_schema.replication_group_members']))).toHaveLength(1);
    expect(members(argsOf(['--no-collect.perf_schema.replication_group_members'])))
      .toEqual(['--no-collect.perf_schema.replication_group_members']);
  });

  test('collects neither for a primary with replicas', () => {
    const { containers } = Manifests.one(new Deployed({ monitoring: {} }), 'StatefulSet').spec.template.spec;

    expect(JSON.stringify(containers)).not.toContain('perf_schema');
  });
});

test('a script of a group finds every script that it reads beside it', () => {
  const chart = group();
  const scripts = readdirSync(join(__dirname, '../../../src/presets/mysql/scripts')).filter(name => chart.file(`scripts/${name}`));

  expect(scripts).toEqual(expect.arrayContaining([
    'group.sh', 'group-bootstrap.sh', 'group-leave.sh', 'group-start.sh', 'group-switch.sh',
  ]));
  for (const name of scripts) {
    const sourced = [...chart.file(`scripts/${name}`).matchAll(/"\$scripts\/([-a-z]+\.sh)"/g)].map(([, script]) => script);
    for (const script of sourced) { expect(chart.file(`scripts/${script}`)).toBeDefined(); }
  }
});
