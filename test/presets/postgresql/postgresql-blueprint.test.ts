import { App, Chart, Testing } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { Manifests, NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const ROLE = 'cdk8s-stateful-app/postgresql-role';

test('a set has its Services, rights and budget, and not the objects of the store, which must outlive the manifest', () => {
  expect(Manifests.titles(new Deployed())).toEqual([
    'ConfigMap/postgresql-files', 'ConfigMap/postgresql-reloaded-files', 'PodDisruptionBudget/postgresql', 'Role/postgresql-patroni',
    'RoleBinding/postgresql-patroni', 'Service/postgresql', 'Service/postgresql-primary', 'Service/postgresql-replicas',
    'ServiceAccount/postgresql-patroni', 'StatefulSet/postgresql',
  ]);
});

test('the Services follow the label that Patroni writes', () => {
  const selector = (name: string) => Manifests.one(new Deployed(), 'Service', name).spec.selector[ROLE];

  expect(selector('postgresql-primary')).toBe('primary');
  expect(selector('postgresql-replicas')).toBe('replica');
  expect(new Deployed().local.kubernetes.role_label).toBe(ROLE);
});

test('a pod begins without a role', () => {
  const { labels } = Manifests.one(new Deployed(), 'StatefulSet').spec.template.metadata;

  expect(labels).not.toHaveProperty(ROLE);
  expect(labels['cdk8s-stateful-app/patroni-scope']).toBe('postgresql');
});

describe('the service account', () => {
  test('changes the objects of the store and the pods of the set only, by name', () => {
    const changing = Manifests.one(new Deployed(), 'Role').rules.filter(({ verbs }: any) => verbs.includes('patch'));

    expect(changing).toEqual([
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['postgresql-config', 'postgresql-failover', 'postgresql-leader', 'postgresql-sync'],
        verbs: ['get', 'patch'],
      },
      {
        apiGroups: [''],
        resources: ['pods'],
        resourceNames: Array.from({ length: 15 }, (_, ordinal) => `postgresql-${ordinal}`),
        verbs: ['get', 'patch'],
      },
    ]);
  });

  test('can delete nothing, and reads no Secret', () => {
    const rules = Manifests.one(new Deployed(), 'Role').rules;

    expect(rules.flatMap(({ verbs }: any) => verbs)).not.toContain('delete');
    expect(rules.flatMap(({ resources }: any) => resources)).not.toContain('secrets');
  });

  test('may be given', () => {
    const serviceAccount = ServiceAccount.fromServiceAccountName(new Chart(new App(), 'accounts'), 'Account', 'team');
    const chart = new Deployed({ serviceAccount });

    expect(Manifests.titles(chart)).not.toContain('ServiceAccount/postgresql-patroni');
    expect(chart.podSpec.serviceAccountName).toBe('team');
    expect(Manifests.one(chart, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'team', namespace: 'shop' }]);
  });

  test('has its token in the containers that need it', () => {
    const path = '/var/run/secrets/kubernetes.io/serviceaccount';
    const { containers, initContainers } = new Deployed().podSpec;

    for (const container of [...containers, ...initContainers]) {
      expect(container.volumeMounts).toContainEqual(expect.objectContaining({ mountPath: path, readOnly: true }));
    }
  });
});

test('an isolated set reaches the Kubernetes API, and other pods do not reach Patroni', () => {
  const networkAccess = NetworkAccess.isolated(NetworkPeer.namespace('web'));
  const chart = new Deployed({ networkAccess, apiServer: NetworkPeer.cidr('10.0.0.1/32') });
  const { ingress, egress } = Manifests.one(chart, 'NetworkPolicy').spec;

  expect(egress).toContainEqual({
    ports: [{ port: 443, protocol: 'TCP' }, { port: 6443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '10.0.0.1/32' } }],
  });
  const open = ingress.filter(({ from }: any) => JSON.stringify(from).includes('web'));
  expect(open.flatMap(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([5432]);
});

test('the probes ask Patroni of this pod, and the liveness probe does not depend on the leader or the store', () => {
  const { startupProbe, livenessProbe, readinessProbe } = new Deployed().container;

  expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path))
    .toEqual(['/liveness', '/liveness', '/readiness?lag=16777216']);
  expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(3600);
});

test('only the preparation and the password file of the members are in memory, apart from Secrets', () => {
  const { volumes } = new Deployed().podSpec;
  const inMemory = volumes.filter(({ emptyDir }: any) => emptyDir?.medium === 'Memory').map(({ name }: any) => name);

  expect(inMemory).toHaveLength(2);
  expect(inMemory).toContain('run');
});

test('turning first boot off, and another number of members, changes no pod', () => {
  const template = (...args: ConstructorParameters<typeof Deployed>) => Manifests.one(new Deployed(...args), 'StatefulSet').spec.template;

  expect(template({ firstBoot: true })).toEqual(template({}));
  expect(template({ replicas: 5 })).toEqual(template({}));
});

test('a plan knows the system', () => {
  expect(Manifests.one(new Deployed(), 'StatefulSet').metadata.annotations).toMatchObject({ 'cdk8s-stateful-app/system': 'postgresql' });
});

test('the same props give the same manifests', () => {
  expect(Testing.synth(new Deployed())).toEqual(Testing.synth(new Deployed()));
});
