import { changed, effects, Manifest, manifest, setManifest, stepsOfSet } from './objects';
import { planOf } from '../../src/plan/plan';

const container = (set: Manifest) => set.spec.template.spec.containers[0];
const volumes = (set: Manifest) => set.spec.template.spec.volumes;

test.each<[string, (set: Manifest) => void, (set: Manifest) => void]>([
  ['no delay of a probe', set => { container(set).livenessProbe = { tcpSocket: { port: 80 } }; },
    set => { container(set).livenessProbe.initialDelaySeconds = 0; }],
  ['the divisor of a resource', set => {
    container(set).env = [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } }];
  }, set => { container(set).env[0].valueFrom.resourceFieldRef.divisor = '0'; }],
  ['the mode of an ephemeral volume', set => { volumes(set).push({ name: 'a', ephemeral: { volumeClaimTemplate: { spec: {} } } }); },
    set => { volumes(set)[1].ephemeral.volumeClaimTemplate.spec.volumeMode = 'Filesystem'; }],
  ['texts without content', () => undefined, set => {
    Object.assign(set.spec.template.spec, { serviceAccountName: '', priorityClassName: '', hostname: '', subdomain: '', nodeName: '' });
    Object.assign(container(set), { workingDir: '' });
    container(set).volumeMounts[0].subPath = '';
  }],
])('%s is no change of the pods', (_, prepare, write) => {
  expect(stepsOfSet(write, prepare)).toEqual([]);
});

test('a flag that the API server writes even if it is false rolls the pods', () => {
  const withCsi = (set: Manifest) => { volumes(set).push({ name: 'a', csi: { driver: 'a' } }); };

  expect(effects(stepsOfSet(set => { volumes(set)[1].csi.readOnly = false; }, withCsi))).toEqual(['roll StatefulSet/store']);
});

const policy = (spec: Manifest) => manifest('NetworkPolicy', 'a', { spec }, 'networking.k8s.io/v1');

test.each<[string, Manifest, (object: Manifest) => void]>([
  ['the timeout of a session', manifest('Service', 'a', { spec: { sessionAffinity: 'ClientIP' } }),
    ({ spec }) => { spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } }; }],
  ['no chosen address', manifest('Service', 'a', { spec: {} }), ({ spec }) => { spec.clusterIP = ''; }],
  ['the types of a policy', policy({ ingress: [{}] }), ({ spec }) => { spec.policyTypes = ['Ingress']; }],
  ['the types of a policy in both directions', policy({ egress: [{}] }), ({ spec }) => { spec.policyTypes = ['Ingress', 'Egress']; }],
  ['a Deployment that is not paused', manifest('Deployment', 'a', { spec: { template: setManifest().spec.template } }, 'apps/v1'),
    ({ spec }) => { spec.paused = false; }],
])('%s is no change', (_, before, write) => {
  expect(planOf([before], [changed(before, write)])).toEqual([]);
});

test('a policy that no longer isolates the way out of its pods is a change', () => {
  const both = policy({ policyTypes: ['Ingress', 'Egress'] });

  expect(effects(planOf([both], [changed(both, ({ spec }) => { delete spec.policyTypes; })]))).toEqual(['reload NetworkPolicy/a']);
});

test('a live namespace has a label of its name, which no manifest has', () => {
  const namespace = manifest('Namespace', 'shop', {});
  const live = changed(namespace, ({ metadata }) => { metadata.labels = { 'kubernetes.io/metadata.name': 'shop' }; });

  expect(planOf([live], [namespace])).toEqual([]);
});
