import { DisruptionBudget } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' } };

test.each([2, 3, 7])('of %d members one may be away at a time', replicas => {
  expect(render({ replicas }).one('PodDisruptionBudget', 'redis').spec).toEqual({
    selector: SELECTOR,
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test.each([0, 1])('with %d replicas there is no budget, which would block every drain', replicas => {
  const rendered = render({ replicas });

  expect(rendered.titles).not.toContain('PodDisruptionBudget/redis');
  expect(rendered.app.disruptionBudget).toBeUndefined();
});

test('a majority can be what has to stay', () => {
  const { spec } = render({ replicas: 5, disruptionBudget: DisruptionBudget.minAvailable(3) }).one('PodDisruptionBudget');

  expect(spec).toEqual({ selector: SELECTOR, minAvailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
});

test('the budget can be switched off', () => {
  const rendered = render({ disruptionBudget: DisruptionBudget.none() });

  expect(rendered.titles).toEqual(['Service/redis', 'StatefulSet/redis']);
});

test('a broken member never keeps its node from being drained', () => {
  expect(render({ disruptionBudget: DisruptionBudget.maxUnavailable(2) }).one('PodDisruptionBudget').spec.unhealthyPodEvictionPolicy)
    .toBe('AlwaysAllow');
});
