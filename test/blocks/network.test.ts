import { Deployment } from 'cdk8s-plus-28';
import { ClusterDns, NetworkAccess, NetworkPeer, Port } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const MEMBERS = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' } } }];
const ports = [Port.tcp(6379, { name: 'redis' })];
const isolated = (...clients: NetworkPeer[]) => render({ ports, networkAccess: NetworkAccess.isolated(...clients) });
const policyOf = (rendered: ReturnType<typeof render>) => rendered.one('NetworkPolicy', 'redis').spec;

test('there is no policy unless it is asked for', () => {
  const rendered = render({ ports });

  expect(rendered.titles).not.toContain('NetworkPolicy/redis');
  expect(rendered.app.networkPolicy).toBeUndefined();
});

test('an isolated application lets its members reach each other and DNS, and nobody else in or out', () => {
  expect(policyOf(isolated())).toEqual({
    podSelector: MEMBERS[0].podSelector,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: MEMBERS }],
    egress: [
      { to: MEMBERS },
      {
        to: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
          { ipBlock: { cidr: '169.254.20.10/32' } },
        ],
        ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
      },
    ],
  });
});

test('clients reach the ports of the application and no others', () => {
  const { ingress } = policyOf(isolated(NetworkPeer.pods({ app: 'shop' }), NetworkPeer.namespace('batch'), NetworkPeer.cidr('10.0.0.0/8')));

  expect(ingress[1]).toEqual({
    from: [
      { podSelector: { matchLabels: { app: 'shop' } } },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'batch' } } },
      { ipBlock: { cidr: '10.0.0.0/8' } },
    ],
    ports: [{ port: 6379, protocol: 'TCP' }],
  });
});

test('pods of another namespace are named by both labels in one peer, and not by either', () => {
  const { ingress } = policyOf(isolated(NetworkPeer.pods({ app: 'shop' }, { team: 'shop' })));

  expect(ingress[1].from).toEqual([{
    podSelector: { matchLabels: { app: 'shop' } },
    namespaceSelector: { matchLabels: { team: 'shop' } },
  }]);
});

test('a client that is added later is let in too', () => {
  const rendered = isolated();
  rendered.app.allowFrom(NetworkPeer.pods({ app: 'late' }));

  expect(policyOf(rendered).ingress[1].from).toEqual([{ podSelector: { matchLabels: { app: 'late' } } }]);
});

test('a client of some ports reaches these, and not those of the application', () => {
  const rendered = isolated();
  rendered.app.allowFrom(NetworkPeer.namespace('monitoring'), Port.tcp(9104));

  expect(policyOf(rendered).ingress.slice(1)).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [{ port: 9104, protocol: 'TCP' }],
    },
  ]);
});

test('members reach a server on its ports, or on all of them', () => {
  const rendered = isolated();
  rendered.app.allowTo(NetworkPeer.namespace('vault'), Port.tcp(8200));
  rendered.app.allowTo(NetworkPeer.cidr('10.1.0.0/16'));

  expect(policyOf(rendered).egress.slice(2)).toEqual([
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'vault' } } }], ports: [{ port: 8200, protocol: 'TCP' }] },
    { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }] },
  ]);
});

test('clients of an open application are noted without effect', () => {
  const rendered = render({ ports });
  rendered.app.allowFrom(NetworkPeer.namespace('shop'));

  expect(rendered.titles).not.toContain('NetworkPolicy/redis');
});

test('a port that is not for clients is open to nobody but those that it is given to', () => {
  const metrics = Port.tcp(9121, { name: 'metrics', forClients: false });
  const rendered = render({ ports: [...ports, metrics], networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })) });
  rendered.app.allowFrom(NetworkPeer.pods({ app: 'prometheus' }), metrics);

  expect(policyOf(rendered).ingress.slice(1).map(({ ports: open }: any) => open))
    .toEqual([[{ port: 6379, protocol: 'TCP' }], [{ port: 9121, protocol: 'TCP' }]]);
});

test('clients reach what a client Service offers beside the application\'s ports, once, also where the Service comes later', () => {
  const rendered = isolated(NetworkPeer.namespace('shop'));
  const shop = new Deployment(rendered.chart, 'Shop', {
    metadata: { name: 'shop' },
    podMetadata: { labels: { app: 'shop' } },
    containers: [{ image: 'shop:1' }],
  });
  rendered.app.allowWorkload(shop, { isolateClient: true });
  rendered.app.addClientService('metrics', {
    extraPorts: [
      { name: 'metrics', port: 80, targetPort: 9121 }, { name: 'same', port: 6380, targetPort: 6379 },
    ],
  });

  const open = [{ port: 6379, protocol: 'TCP' }, { port: 9121, protocol: 'TCP' }];
  expect(policyOf(rendered).ingress[1].ports).toEqual(open);
  expect(rendered.one('NetworkPolicy', 'shop-to-redis').spec.egress[0].ports).toEqual(open);
});

test('a peer can be all pods of the namespaces with some labels', () => {
  expect(NetworkPeer.namespaces({ team: 'shop' }).spec).toEqual({ namespaceSelector: { matchLabels: { team: 'shop' } } });
});

test.each([
  ['has no namespace', undefined, undefined, undefined],
  ['is in the namespace of the set', 'shop', undefined, undefined],
  ['names the namespace of the set', 'shop', 'shop', undefined],
  ['is in another namespace', 'data', 'shop', { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }],
])('the policy of a client that %s names a namespace only if it differs', (_, namespace, ofClient, selector) => {
  const rendered = render({ ports, networkAccess: NetworkAccess.isolated() }, namespace);
  rendered.app.allowWorkload(new Deployment(rendered.chart, 'Shop', {
    metadata: { name: 'shop', namespace: ofClient },
    podMetadata: { labels: { app: 'shop' } },
    containers: [{ image: 'shop:1' }],
  }), { isolateClient: true });

  expect(rendered.one('NetworkPolicy', 'shop-to-redis').spec.egress[0].to).toEqual([{ ...MEMBERS[0], namespaceSelector: selector }]);
});

test.each([
  [ClusterDns.openShift(), [NetworkPeer.namespace('openshift-dns')], 5353],
  [ClusterDns.servers(53, NetworkPeer.cidr('169.254.169.254/32')), [NetworkPeer.cidr('169.254.169.254/32')], 53],
])('members and the clients with a policy reach the declared servers of the DNS and no others', (clusterDns, servers, port) => {
  const rendered = render({ ports, clusterDns, networkAccess: NetworkAccess.isolated() });
  rendered.app.allowWorkload(new Deployment(rendered.chart, 'Shop', {
    metadata: { name: 'shop' }, podMetadata: { labels: { app: 'shop' } }, containers: [{ image: 'shop:1' }],
  }), { isolateClient: true });

  const dns = { to: servers.map(({ spec }) => spec), ports: [{ port, protocol: 'UDP' }, { port, protocol: 'TCP' }] };
  expect(policyOf(rendered).egress[1]).toEqual(dns);
  expect(rendered.one('NetworkPolicy', 'shop-to-redis').spec.egress[1]).toEqual(dns);
});
