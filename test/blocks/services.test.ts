import { Duration } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import { ClientServiceProps, NetworkAccess, NetworkPeer, Ordinals, Port, ServiceTarget } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const SELECTOR = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };
const ports = [Port.tcp(6379, { name: 'redis' }), Port.udp(7000, { name: 'gossip' })];
const roles = { master: { ordinals: Ordinals.only(0) }, replica: { ordinals: Ordinals.startingAt(1) } };
const client = (props: ClientServiceProps) => render({ ports, roles, clientServices: { primary: props } }).one('Service', 'redis-primary');

test('the headless Service names the pods before they are Ready, on the application\'s ports', () => {
  expect(render({ ports }).one('Service').spec).toEqual({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    ports: [{ port: 6379, name: 'redis' }, { port: 7000, name: 'gossip', protocol: 'UDP' }],
    selector: SELECTOR,
  });
});

test('the names of unready pods can be held back', () => {
  expect(render({ publishNotReadyAddresses: false }).one('Service').spec).toEqual({ clusterIP: 'None', selector: SELECTOR });
});

test('the headless Service takes labels, annotations and ports of its own', () => {
  const { metadata, spec } = render({
    ports,
    headlessService: {
      labels: { monitored: 'yes' },
      annotations: { 'example.com/a': 'b' },
      extraPorts: [{ name: 'metrics', port: 9121 }],
    },
  }).one('Service');

  expect(metadata.labels).toMatchObject({ monitored: 'yes', ...SELECTOR });
  expect(metadata.annotations).toEqual({ 'example.com/a': 'b' });
  expect(spec.ports).toContainEqual({ name: 'metrics', port: 9121 });
});

test('a client Service stands before all Ready pods, on all ports', () => {
  const { metadata, spec } = client({});

  expect(metadata.name).toBe('redis-primary');
  expect(spec).toEqual({
    type: 'ClusterIP',
    ports: [{ port: 6379, name: 'redis' }, { port: 7000, name: 'gossip', protocol: 'UDP' }],
    selector: SELECTOR,
  });
});

test('a client Service can stand before one pod, found by the label of its ordinal', () => {
  const one = { ...SELECTOR, 'apps.kubernetes.io/pod-index': '2' };

  expect(client({ target: ServiceTarget.ordinal(2) }).spec.selector).toEqual(one);
  expect(client({ target: ServiceTarget.role('master') }).spec.selector).toEqual({ ...SELECTOR, 'apps.kubernetes.io/pod-index': '0' });
});

test('a client Service can stand before the pods that have a label at run time', () => {
  const { selector } = client({ target: ServiceTarget.labels({ leader: 'true' }) }).spec;

  expect(selector).toEqual({ ...SELECTOR, leader: 'true' });
});

test('a client Service offers the ports that are named, and further ones', () => {
  const { spec } = client({
    ports: ['redis'],
    extraPorts: [{ name: 'metrics', port: 80, targetPort: 9121, nodePort: 30080 }],
    type: ServiceType.NODE_PORT,
  });

  expect(spec.type).toBe('NodePort');
  expect(spec.ports).toEqual([{ port: 6379, name: 'redis' }, { name: 'metrics', port: 80, targetPort: 9121, nodePort: 30080 }]);
});

test('a client Service keeps a client with a pod, and tells the load balancer what it wants to know', () => {
  const { metadata, spec } = client({
    type: ServiceType.LOAD_BALANCER,
    annotations: { 'lb.example.com/internal': 'true' },
    clientAffinity: Duration.hours(1),
  });

  expect(metadata.annotations).toEqual({ 'lb.example.com/internal': 'true' });
  expect(spec).toMatchObject({
    type: 'LoadBalancer',
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } },
  });
});

test('a Service that is added later knows its host', () => {
  const rendered = render({ ports });
  const service = rendered.app.addClientService('all');

  expect(service.host).toBe('redis-all');
  expect(rendered.one('Service', 'redis-all').spec.selector).toEqual(SELECTOR);
});

test('a port that is not for clients is on the container, and on no Service', () => {
  const rendered = render({
    ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(9121, { name: 'metrics', forClients: false })], clientServices: { client: {} },
  });

  expect(rendered.container().ports.map(({ name }: any) => name)).toEqual(['redis', 'metrics']);
  for (const service of ['redis', 'redis-client']) {
    expect(rendered.one('Service', service).spec.ports.map(({ name }: any) => name))
      .toEqual(['redis']);
  }
});

test('a client Service offers the port of a sidecar that is added later, and the policy opens it', () => {
  const rendered = render({
    ports, clientServices: { pool: { ports: ['pool'] } }, networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })),
  });
  rendered.app.addSidecarContainer({
    name: 'pool', image: 'pool:1', ports: [Port.tcp(6432, { name: 'pool' }), Port.tcp(9127, { name: 'metrics' })],
  });

  expect(rendered.one('Service', 'redis-pool').spec.ports).toEqual([{ port: 6432, name: 'pool' }]);
  expect(rendered.one('NetworkPolicy').spec.ingress[1].ports).toEqual([
    { port: 6379, protocol: 'TCP' }, { port: 7000, protocol: 'UDP' }, { port: 6432, protocol: 'TCP' },
  ]);
});

test('a port of a sidecar that no client Service names is closed to clients', () => {
  const rendered = render({ ports, clientServices: { all: {} }, networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })) });
  rendered.app.addSidecarContainer({ name: 'pool', image: 'pool:1', ports: [Port.tcp(6432, { name: 'pool' })] });

  expect(JSON.stringify([rendered.one('Service', 'redis-all'), rendered.one('NetworkPolicy')])).not.toContain('6432');
});

test('a client of an isolated application may have only the port of a sidecar', () => {
  const rendered = render({ clientServices: { pool: { ports: ['pool'] } }, networkAccess: NetworkAccess.isolated() });
  rendered.app.allowFrom(NetworkPeer.pods({ app: 'shop' }));
  rendered.app.addContainer({ name: 'pool', image: 'pool:1', ports: [Port.udp(6432, { name: 'pool' })] });

  expect(rendered.one('Service', 'redis-pool').spec.ports).toEqual([{ port: 6432, name: 'pool', protocol: 'UDP' }]);
  expect(rendered.one('NetworkPolicy').spec.ingress[1].ports).toEqual([{ port: 6432, protocol: 'UDP' }]);
});
