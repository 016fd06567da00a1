import { Node, NodeTaintQuery, Topology } from 'cdk8s-plus-28';
import { Spread } from 'cdk8s-stateful-app';
import { mergeAffinity } from '../../src/blocks/placement';
import { render } from '../support/render';

const LABELS = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };
const ON_NODES = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } };
const OVER_ZONES = { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, labelSelector: { matchLabels: LABELS } };
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

test('members wish for different nodes and zones, and never wait for it', () => {
  const { pod } = render();

  expect(pod.affinity).toEqual({ podAntiAffinity: { [PREFERRED]: [{ weight: 100, podAffinityTerm: ON_NODES }] } });
  expect(pod.topologySpreadConstraints).toEqual([{ ...OVER_ZONES, whenUnsatisfiable: 'ScheduleAnyway' }]);
});

test('two members can be forbidden on one node', () => {
  const { pod } = render({ spread: Spread.requiredNodes() });

  expect(pod.affinity).toEqual({ podAntiAffinity: { [REQUIRED]: [ON_NODES] } });
  expect(pod.topologySpreadConstraints).toEqual([{ ...OVER_ZONES, whenUnsatisfiable: 'ScheduleAnyway' }]);
});

test('an even spread over zones can be required', () => {
  const { pod } = render({ spread: Spread.requiredZones() });

  expect(pod.affinity).toEqual({ podAntiAffinity: { [PREFERRED]: [{ weight: 100, podAffinityTerm: ON_NODES }] } });
  expect(pod.topologySpreadConstraints).toEqual([{ ...OVER_ZONES, whenUnsatisfiable: 'DoNotSchedule' }]);
});

test('the spread can be switched off', () => {
  const { pod } = render({ spread: Spread.none() });

  expect(pod.affinity).toBeUndefined();
  expect(pod.topologySpreadConstraints).toBeUndefined();
});

test('the pods spread by what the selector says, so that the rule finds them', () => {
  const { pod } = render({ spread: Spread.requiredNodes(), selectorLabels: { app: 'redis' } });

  expect(pod.affinity.podAntiAffinity[REQUIRED][0].labelSelector).toEqual({ matchLabels: { app: 'redis' } });
});

test('everything that a pod can say about its place is passed on', () => {
  const toleration = { key: 'dedicated', operator: 'Equal', value: 'data', effect: 'NoSchedule' };
  const { pod } = render({
    nodeSelector: { disk: 'ssd' },
    tolerations: [toleration],
    priorityClassName: 'high',
    runtimeClassName: 'gvisor',
    schedulerName: 'custom',
  });

  expect(pod).toMatchObject({
    nodeSelector: { disk: 'ssd' },
    tolerations: [toleration],
    priorityClassName: 'high',
    runtimeClassName: 'gvisor',
    schedulerName: 'custom',
  });
});

test('an affinity of the user\'s is added to the spread', () => {
  const theirs = {
    podAntiAffinity: { [REQUIRED]: [{ topologyKey: 'rack' }] },
    nodeAffinity: { [PREFERRED]: [{ weight: 1, preference: {} }] },
  };
  const { affinity } = render({ spread: Spread.requiredNodes(), affinity: theirs }).pod;

  expect(affinity.podAntiAffinity[REQUIRED]).toEqual([{ topologyKey: 'rack' }, ON_NODES]);
  expect(affinity.nodeAffinity).toEqual(theirs.nodeAffinity);
});

test('what cdk8s-plus schedules is added to props and spread, and replaces neither', () => {
  const toleration = { key: 'dedicated', operator: 'Exists' };
  const rendered = render({ spread: Spread.requiredNodes(), tolerations: [toleration] });
  rendered.app.workload.scheduling.separate(rendered.app.workload, { topology: Topology.ZONE });
  rendered.app.workload.scheduling.tolerate(Node.tainted(NodeTaintQuery.is('maintenance', 'yes')));

  const terms = rendered.pod.affinity.podAntiAffinity[REQUIRED];
  expect(terms.map((term: any) => term.topologyKey).sort()).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
  expect(terms.every((term: any) => JSON.stringify(term.labelSelector).includes('redis'))).toBe(true);
  expect(rendered.pod.tolerations.map((t: any) => t.key)).toEqual(['dedicated', 'maintenance']);
});

test('of two requirements for nodes both hold: each term of the one meets each of the other', () => {
  const term = (key: string) => ({ matchExpressions: [{ key, operator: 'Exists' }] });
  const required = (...keys: string[]) => ({ nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: keys.map(term) } } });

  expect(mergeAffinity(required('a', 'b'), required('c'))).toEqual({
    nodeAffinity: {
      [REQUIRED]: {
        nodeSelectorTerms: [
          { matchExpressions: [...term('a').matchExpressions, ...term('c').matchExpressions] },
          { matchExpressions: [...term('b').matchExpressions, ...term('c').matchExpressions] },
        ],
      },
    },
  });
});

test('no affinity and an empty one are none', () => {
  expect(mergeAffinity(undefined, {})).toBeUndefined();
});
