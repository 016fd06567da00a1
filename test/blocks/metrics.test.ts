import { Duration } from 'cdk8s';
import { NetworkAccess, NetworkPeer, Port } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const SELECTOR = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };
const ports = [Port.tcp(6379, { name: 'redis' })];

test('an undeclared port of metrics is on the main container and on no Service, and only scrapers reach it', () => {
  const rendered = render({
    ports, clientServices: { client: {} }, networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })),
  });
  rendered.app.addMetrics({ port: 9121, scrapers: [NetworkPeer.namespace('monitoring')] });

  expect(rendered.container().ports).toContainEqual({ containerPort: 9121, name: 'metrics' });
  for (const service of ['redis', 'redis-client']) {
    expect(rendered.one('Service', service).spec.ports).toEqual([{ port: 6379, name: 'redis' }]);
  }
  expect(rendered.one('NetworkPolicy').spec.ingress.slice(1)).toEqual([
    { from: [{ podSelector: { matchLabels: { app: 'shop' } } }], ports: [{ port: 6379, protocol: 'TCP' }] },
    { from: [NetworkPeer.namespace('monitoring').spec], ports: [{ port: 9121, protocol: 'TCP' }] },
  ]);
});

test('the PodMonitor finds the pods of the set and the port of a declared container', () => {
  const rendered = render({ ports });
  rendered.app.addSidecarContainer({ name: 'exporter', image: 'exporter:1', ports: [Port.tcp(9121, { name: 'metrics' })] });
  const podMonitor = rendered.app.addMetrics({
    port: 9121, path: '/scrape', podMonitor: { labels: { release: 'prometheus' }, interval: Duration.seconds(30) },
  });

  expect(rendered.container().ports).toEqual([{ containerPort: 6379, name: 'redis' }]);
  expect(podMonitor?.name).toBe('redis');
  const { metadata, spec } = rendered.one('PodMonitor');
  expect(metadata.labels).toMatchObject({ ...SELECTOR, release: 'prometheus' });
  expect(spec).toEqual({
    selector: { matchLabels: SELECTOR },
    podMetricsEndpoints: [{ port: 'metrics', path: '/scrape', interval: '30s' }],
  });
});

test('metrics on a port for clients leave the port to the clients', () => {
  const rendered = render({ ports });
  rendered.app.addMetrics({ port: 6379, podMonitor: {} });

  expect(rendered.one('Service').spec.ports).toEqual([{ port: 6379, name: 'redis' }]);
  expect(rendered.one('PodMonitor', 'redis-redis').spec.podMetricsEndpoints).toEqual([{ port: 'redis' }]);
});

test('a set without monitoring has no PodMonitor', () => {
  const rendered = render({ ports });

  expect(rendered.app.addMetrics({ port: 9121 })).toBeUndefined();
  expect(rendered.titles).not.toContain('PodMonitor/redis');
});
