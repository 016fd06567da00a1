import { Duration } from 'cdk8s';
import { PodManagement, Port, AppProbe, StatefulApp, StatefulAppProps, UpdateStrategy } from 'cdk8s-stateful-app';
import { render } from '../support/render';

test('nothing is said about the rollout that Kubernetes does by itself', () => {
  const { set, pod } = render({ ports: [Port.tcp(6379)], readiness: AppProbe.tcp() });

  expect(Object.keys(set).sort()).toEqual(['replicas', 'selector', 'serviceName', 'template']);
  expect(pod.terminationGracePeriodSeconds).toBeUndefined();
});

test('an update can stop above an ordinal, take several pods, or wait for somebody to delete them', () => {
  const strategy = (updateStrategy: UpdateStrategy) => render({ updateStrategy }).set.updateStrategy;

  expect(strategy(UpdateStrategy.rollingUpdate())).toEqual({ type: 'RollingUpdate' });
  expect(strategy(UpdateStrategy.rollingUpdate({ partition: 2, maxUnavailable: 1 }))).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { partition: 2, maxUnavailable: 1 },
  });
  expect(strategy(UpdateStrategy.rollingUpdate({ partition: 0 }))).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  expect(strategy(UpdateStrategy.onDelete())).toEqual({ type: 'OnDelete' });
});

test('pods can come and go all at once', () => {
  expect(render({ podManagementPolicy: PodManagement.PARALLEL }).set.podManagementPolicy).toBe('Parallel');
  expect(render({ podManagementPolicy: PodManagement.ORDERED_READY }).set.podManagementPolicy).toBe('OrderedReady');
});

test('times are written in seconds', () => {
  const rendered = render({ minReady: Duration.minutes(1), terminationGracePeriod: Duration.minutes(0.5), revisionHistoryLimit: 0 });

  expect(rendered.set).toMatchObject({ minReadySeconds: 60, revisionHistoryLimit: 0 });
  expect(rendered.pod.terminationGracePeriodSeconds).toBe(30);
});

describe('a container without a readiness probe is Ready for a moment even if it ends at once', () => {
  const readiness = AppProbe.tcp();
  const minReadyOf = (props: Partial<StatefulAppProps>, extend: (app: StatefulApp) => void = () => {}) => {
    const rendered = render({ ports: [Port.tcp(6379)], ...props });
    extend(rendered.app);
    return rendered.set.minReadySeconds;
  };
  const proxy = { name: 'proxy', image: 'proxy:1' };

  test('an update goes on after three seconds, which is longer than a moment', () => {
    expect(minReadyOf({})).toBe(3);
    expect(minReadyOf({ startup: AppProbe.tcp(), liveness: AppProbe.tcp() })).toBe(3);
  });

  test('with a readiness probe it goes on at once', () => {
    expect(minReadyOf({ readiness })).toBeUndefined();
  });

  test('what is said counts, and nothing goes into the manifest for no time', () => {
    expect(minReadyOf({ minReady: Duration.seconds(10) })).toBe(10);
    expect(minReadyOf({ minReady: Duration.seconds(0) })).toBeUndefined();
    expect(minReadyOf({ minReady: undefined })).toBe(3);
  });

  test('containers beside the main one count, also those of cdk8s-plus', () => {
    expect(minReadyOf({ readiness }, app => app.addContainer(proxy))).toBe(3);
    expect(minReadyOf({ readiness }, app => app.addContainer({ ...proxy, ports: [Port.tcp(80)], readiness }))).toBeUndefined();
    expect(minReadyOf({ readiness }, app => app.addSidecarContainer(proxy))).toBe(3);
    expect(minReadyOf({ readiness }, app => app.addSidecarContainer({ ...proxy, ports: [Port.tcp(80)], readiness }))).toBeUndefined();
    expect(minReadyOf({ readiness }, app => app.workload.addContainer(proxy))).toBe(3);
  });

  test('init containers do not: the pod is not Ready before they have ended', () => {
    expect(minReadyOf({ readiness }, app => app.addInitContainer(proxy))).toBeUndefined();
  });
});

test('the first ordinal moves the hosts along', () => {
  const rendered = render({ ordinalsStart: 5 });

  expect(rendered.set.ordinals).toEqual({ start: 5 });
  expect(rendered.app.hosts).toEqual(['redis-5.redis', 'redis-6.redis', 'redis-7.redis']);
});

test('an application without replicas is written, and has no hosts', () => {
  const rendered = render({ replicas: 0 });

  expect(rendered.set.replicas).toBe(0);
  expect(rendered.app.hosts).toEqual([]);
  expect(rendered.titles).toEqual(['Service/redis', 'StatefulSet/redis']);
});
