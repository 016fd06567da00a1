import { Size } from 'cdk8s';
import { DisruptionBudget, Manifests, NetworkAccess, NetworkPeer, ZooKeeperAdoption, ZooKeeperProps } from 'cdk8s-stateful-app';
import { Deployed, secretValue } from './deployment';

function statefulSet(props: Partial<ZooKeeperProps> = {}): any {
  return Manifests.one(new Deployed(props), 'StatefulSet');
}

function podOf(props: Partial<ZooKeeperProps> = {}): any {
  return statefulSet(props).spec.template.spec;
}

const envOf = (
  props: Partial<ZooKeeperProps>, name: string,
) => podOf(props).containers[0].env.find((variable: any) => variable.name === name).value;

test('members start in parallel, since none becomes Ready before a majority is there', () => {
  expect(statefulSet().spec.podManagementPolicy).toBe('Parallel');
});

test('names of members resolve before they are Ready', () => {
  expect(Manifests.one(new Deployed(), 'Service', 'zk').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
});

test.each([[3, 1], [5, 1], [7, 2], [9, 3]])('a drain of %i members takes %i, so that one loss stays in reserve where there is one', (
  replicas, away,
) => {
  expect(Manifests.one(new Deployed({ replicas }), 'PodDisruptionBudget').spec.maxUnavailable).toBe(away);
});

test('the budget can be overridden', () => {
  expect(Manifests.one(new Deployed({
    replicas: 5,
    disruptionBudget: DisruptionBudget.minAvailable(3),
  }), 'PodDisruptionBudget').spec).toMatchObject({ minAvailable: 3 });
  expect(() => Manifests.one(new Deployed({ disruptionBudget: DisruptionBudget.none() }), 'PodDisruptionBudget')).toThrow();
});

test('the end of the first boot rolls no pod', () => {
  expect(statefulSet({ firstBoot: false }).spec.template).toEqual(statefulSet({ firstBoot: true }).spec.template);
  expect([true, false].map(firstBoot => new Deployed({ firstBoot }).file('live/first-boot'))).toEqual(['true\n', 'false\n']);
});

test('an adoption is declared by a file with the id of the former first member, and its end rolls no pod', () => {
  const adopt = ZooKeeperAdoption.bitnami({ minServerId: 5 });

  expect(statefulSet({ adopt }).spec.template).toEqual(statefulSet().spec.template);
  expect(new Deployed({ adopt }).file('live/adoption')).toBe('5\n');
  expect(new Deployed({ adopt: ZooKeeperAdoption.bitnami() }).file('live/adoption')).toBe('1\n');
  expect(new Deployed().file('live/adoption')).toBe('none\n');
});

test('the removal of a member that leaves rolls no pod', () => {
  const [leaving, gone] = [statefulSet({ replicas: 4, removeLastMember: true }), statefulSet()];

  expect(leaving.spec.replicas).toBe(4);
  expect(leaving.spec.template).toEqual(gone.spec.template);
});

test.each<[string, Partial<ZooKeeperProps>]>([
  ['members', { replicas: 5 }], ['a setting', { maxClientConnections: 61 }], ['the image', { image: 'zookeeper:3.9.5' }],
  ['flags', { jvmFlags: ['-XX:+UseZGC'] }],
])('another value for %s rolls the pods', (_, change) => {
  expect(statefulSet(change).spec.template).not.toEqual(statefulSet().spec.template);
});

test('probes query only the local server, and liveness differs from readiness', () => {
  const [{ startupProbe, livenessProbe, readinessProbe }] = podOf().containers;

  expect(startupProbe.exec.command).toEqual(['bash', '/etc/zookeeper/stateful/scripts/alive.sh', 'startup']);
  expect(livenessProbe.exec.command).toEqual(['bash', '/etc/zookeeper/stateful/scripts/alive.sh', 'liveness']);
  expect(readinessProbe.exec.command).toEqual(['bash', '/etc/zookeeper/stateful/scripts/ready.sh', '5', '10', '20']);
  expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(3600);
});

test('probes start no process', () => {
  for (const script of ['alive.sh', 'ready.sh']) {
    expect(new Deployed().file(`scripts/${script}`)).not.toMatch(/\b(nc|timeout|cat|grep|zkServer|java)\b/);
  }
});

test('the heap follows the memory limit', () => {
  expect(envOf({}, 'SERVER_JVMFLAGS')).toMatch(/^-Xms512m -Xmx512m -XX:\+ExitOnOutOfMemoryError /);
  expect(envOf({ resources: { memory: { limit: Size.gibibytes(4) } } }, 'SERVER_JVMFLAGS')).toContain('-Xmx2048m');
  expect(envOf({
    resources: { memory: { limit: Size.gibibytes(4) } },
    heapPercent: 75,
    jvmFlags: ['-XX:+UseZGC'],
  }, 'SERVER_JVMFLAGS')).toMatch(/-Xmx3072m .* -XX:\+UseZGC$/);
});

test('a transaction log has a claim of its own where it is asked for', () => {
  const { volumeClaimTemplates } = statefulSet({ transactionLog: { storage: Size.gibibytes(2), storageClassName: 'fast' } }).spec;

  expect(volumeClaimTemplates.map(({ metadata, spec }: any) => [metadata.name, spec.storageClassName]))
    .toEqual([['data', undefined], ['log', 'fast']]);
  expect(statefulSet().spec.volumeClaimTemplates).toHaveLength(1);
});

test('no password is in an argument, a variable or a file of the manifest', () => {
  const authentication = { quorumPassword: secretValue('quorum'), clients: { shop: secretValue('shop') } };
  const { containers: [{ command, args, env }], volumes } = podOf({ authentication });

  expect(JSON.stringify([command, args, env])).not.toMatch(/password|secretKeyRef/i);
  expect(volumes.filter((volume: any) => volume.projected).map(({ projected }: any) => projected.defaultMode)).toEqual([0o440, 0o440]);
  expect(volumes.find((volume: any) => volume.emptyDir?.medium === 'Memory')).toBeDefined();
});

test('a set without secrets has nothing in memory', () => {
  expect(podOf().volumes.filter((volume: any) => volume.projected || volume.emptyDir?.medium)).toEqual([]);
});

describe('ports', () => {
  const tls = { certificate: secretValue('any').secret };
  const portsOf = (props: Partial<ZooKeeperProps>) => Manifests.one(new Deployed(props), 'Service', 'zk-client').spec.ports
    .map(({ port }: any) => port);

  test('clients find the ports for clients', () => {
    expect(portsOf({})).toEqual([2181]);
    expect(portsOf({ tls })).toEqual([2281]);
    expect(portsOf({ tls: { ...tls, requireSecureTransport: false } })).toEqual([2181, 2281]);
    expect(portsOf({ monitoring: {} })).toEqual([2181]);
  });

  test('isolated members accept clients on these ports and scrapers on the port of the metrics', () => {
    const chart = new Deployed({
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })),
      monitoring: { scrapers: [NetworkPeer.pods({ app: 'prometheus' })] },
    });
    const [, clients, scrapers] = Manifests.one(chart, 'NetworkPolicy').spec.ingress;

    expect(clients).toMatchObject({ from: [{ podSelector: { matchLabels: { app: 'shop' } } }], ports: [{ port: 2181 }] });
    expect(scrapers).toMatchObject({ from: [{ podSelector: { matchLabels: { app: 'prometheus' } } }], ports: [{ port: 7000 }] });
    expect(clients.ports).toHaveLength(1);
  });
});
