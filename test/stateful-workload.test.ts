import { Chart, Size, Testing } from 'cdk8s';
import { ConfigMap, Deployment, Node, NodeLabelQuery, PersistentVolumeClaim, Pod, Pods, Service, Volume } from 'cdk8s-plus-28';
import { Manifests, NetworkAccess, Port, StatefulApp } from 'cdk8s-stateful-app';
import { PLAIN, render } from './support/render';

const SELECTOR = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };
const claims = { data: { size: Size.gibibytes(10), mountPath: '/data' } };

test('cdk8s-plus adds nothing unasked to the pods', () => {
  const fields = Object.keys(render().pod).sort();

  expect(fields).toEqual([
    'affinity', 'automountServiceAccountToken', 'containers', 'enableServiceLinks', 'securityContext', 'topologySpreadConstraints',
    'volumes',
  ]);
});

test('scheduling of cdk8s-plus attracts the pods to nodes', () => {
  const rendered = render();
  rendered.app.workload.scheduling.attract(Node.labeled(NodeLabelQuery.is('disk', 'ssd')));

  expect(rendered.pod.affinity.nodeAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
    },
  });
});

test('scheduling of cdk8s-plus assigns the pods to a named node', () => {
  const rendered = render();
  rendered.app.workload.scheduling.assign(Node.named('node-1'));

  expect(rendered.pod.nodeName).toBe('node-1');
});

test('connections of cdk8s-plus find the pods by the labels of the selector', () => {
  const rendered = render({ networkAccess: NetworkAccess.isolated() });
  const client = new Pod(rendered.chart, 'Client', { containers: [{ image: 'client:1' }], metadata: { namespace: 'shop' } });
  rendered.app.workload.connections.allowFrom(client);
  const policies = Manifests.all(rendered.chart, 'NetworkPolicy').filter(({ metadata }) => metadata.name !== 'redis')
    .map(policy => policy.spec);

  const [ingress, egress] = ['ingress', 'egress'].map(direction => policies.find(spec => spec[direction]));
  expect(ingress).toMatchObject({ podSelector: { matchLabels: SELECTOR }, ingress: [{ from: [{ podSelector: expect.anything() }] }] });
  expect(egress.egress[0].to).toMatchObject([{ podSelector: { matchLabels: SELECTOR } }]);
});

test('the labels of the selector find the pods for a Service of cdk8s-plus', () => {
  const rendered = render({ ports: [Port.tcp(6379)] });
  new Service(rendered.chart, 'Metrics', { metadata: { name: 'metrics' }, selector: rendered.app.workload, ports: [{ port: 9121 }] });

  expect(rendered.one('Service', 'metrics').spec.selector).toEqual(SELECTOR);
});

test('another workload can be kept away from the pods', () => {
  const rendered = render();
  const other = new Deployment(rendered.chart, 'Batch', { containers: [{ image: 'batch:1' }] });
  other.scheduling.separate(rendered.app.workload);
  const { podAntiAffinity } = Manifests.one(rendered.chart, 'Deployment').spec.template.spec.affinity;
  const [term] = podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;

  expect(term.labelSelector).toEqual({ matchLabels: SELECTOR });
});

test('volumes of cdk8s-plus are mounted and written, once each', () => {
  const rendered = render();
  const { chart, app } = rendered;
  const volume = Volume.fromConfigMap(chart, 'Extra', ConfigMap.fromConfigMapName(chart, 'Map', 'extra'), { name: 'extra' });
  app.container.mount('/extra', volume, { readOnly: true });
  app.container.mount('/again', volume);
  app.workload.addVolume(Volume.fromEmptyDir(chart, 'Unmounted', 'unmounted'));

  expect(rendered.volume('extra')).toMatchObject({ name: 'extra', configMap: { name: 'extra' } });
  expect(rendered.pod.volumes.map((v: any) => v.name).sort()).toEqual(['extra', 'tmp-redis', 'unmounted']);
  expect(rendered.mount('/extra')).toMatchObject({ volume: 'extra', readOnly: true });
});

test('an existing claim is mounted as a volume and becomes no template', () => {
  const rendered = render();
  const claim = PersistentVolumeClaim.fromClaimName(rendered.chart, 'Claim', 'shared-claim');
  rendered.app.container.mount('/shared', Volume.fromPersistentVolumeClaim(rendered.chart, 'Shared', claim, { name: 'shared' }));

  expect(rendered.volume('shared')).toEqual({ name: 'shared', persistentVolumeClaim: { claimName: 'shared-claim', readOnly: false } });
  expect(rendered.set.volumeClaimTemplates).toBeUndefined();
});

test('a container that is added to the workload itself keeps the defaults of cdk8s-plus', () => {
  const rendered = render();
  rendered.app.workload.addContainer({ name: 'plain', image: 'plain:1' });

  expect(rendered.container('plain').securityContext).toMatchObject({ runAsNonRoot: true, privileged: false });
  expect(rendered.container('plain').resources.requests.cpu).toBe('1000m');
  expect(rendered.container('plain').volumeMounts).toBeUndefined();
});

test('a container of the workload can mount a claim', () => {
  const rendered = render({ claims });
  rendered.app.workload.addContainer({ name: 'plain', image: 'plain:1' }).mount('/copy', rendered.app.claim('data'));

  expect(rendered.mount('/copy', 'plain')).toMatchObject({ volume: 'data' });
  expect(rendered.pod.volumes.map((v: any) => v.name)).toEqual(['tmp-redis']);
});

test('host aliases and DNS settings of cdk8s-plus are written', () => {
  const rendered = render();
  rendered.app.workload.addHostAlias({ ip: '10.0.0.1', hostnames: ['legacy'] });
  rendered.app.workload.dns.addSearch('example.org');

  expect(rendered.pod.hostAliases).toEqual([{ ip: '10.0.0.1', hostnames: ['legacy'] }]);
  expect(rendered.pod.dnsConfig).toMatchObject({ searches: ['example.org'] });
});

test('fails for a claim template that a Deployment mounts, and names both', () => {
  const rendered = render({ claims });
  const batch = new Deployment(rendered.chart, 'Batch', { containers: [{ image: 'batch:1' }] });
  batch.containers[0].mount('/stolen', rendered.app.claim('data'));

  expect(() => Testing.synth(rendered.chart)).toThrow(
    'a pod must not mount the claim template data of test/Redis/Resource, because it exists only inside that set, got "a mount in '
      + 'test/Batch"; mount the claim of one pod by its name, with Volume.fromPersistentVolumeClaim [ClaimOfAnotherApp at test/Batch]',
  );
});

test('fails for a claim template that is a volume of a Deployment without being mounted', () => {
  const rendered = render({ claims });
  new Deployment(rendered.chart, 'Batch', { containers: [{ image: 'batch:1' }] }).addVolume(rendered.app.claim('data').asVolume());

  expect(() => Testing.synth(rendered.chart)).toThrow('[ClaimOfAnotherApp at test/Batch]');
});

test('fails for a claim template whose mount a Deployment copied, instead of writing an empty directory for the data', () => {
  const rendered = render({ claims });
  const batch = new Deployment(rendered.chart, 'Batch', { containers: [{ image: 'batch:1' }] });
  for (const { path, volume } of rendered.app.container.mounts) { batch.containers[0].mount(path, volume); }

  expect(() => Testing.synth(rendered.chart)).toThrow('a pod must not mount the claim template data of another workload');
});

test('what is added after a synthesis is judged again', () => {
  const rendered = render({ claims });
  Testing.synth(rendered.chart);
  rendered.app.addClaim('log', { size: Size.gibibytes(1) });

  expect(() => Testing.synth(rendered.chart)).toThrow('[ClaimNotMounted at test/Redis]');
});

test('a claim of the same name in another application is a different claim', () => {
  const chart = new Chart(Testing.app(), 'test');
  new StatefulApp(chart, 'One', { ...PLAIN, claims });
  new StatefulApp(chart, 'Two', { ...PLAIN, name: 'two', claims });

  expect(Manifests.all(chart, 'StatefulSet').map(set => set.spec.volumeClaimTemplates[0].metadata.name)).toEqual(['data', 'data']);
});

test('the pods are found by whoever selects them by these labels', () => {
  const rendered = render();
  const selected = Pods.select(rendered.chart, 'Selected', { labels: SELECTOR });

  expect(selected.toPodSelectorConfig().labelSelector._toKube()).toMatchObject({ matchLabels: rendered.set.selector.matchLabels });
});

test('the workload is one for roles of the Kubernetes API', () => {
  const { workload } = render().app;

  expect([workload.apiGroup, workload.resourceType, workload.resourceName]).toEqual(['apps', 'statefulsets', 'redis']);
});
