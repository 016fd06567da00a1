import { PodEnv } from 'cdk8s-stateful-app';
import { render } from '../support/render';

test('a pod learns its name, ordinal, namespace and address', () => {
  const { env } = render({
    env: { NAME: PodEnv.name(), INDEX: PodEnv.ordinal(), NAMESPACE: PodEnv.namespace(), IP: PodEnv.ip() },
  }).container();

  expect(env.map(({ name, valueFrom }: any) => [name, valueFrom.fieldRef.fieldPath])).toEqual([
    ['INDEX', 'metadata.labels[\'apps.kubernetes.io/pod-index\']'],
    ['IP', 'status.podIP'],
    ['NAME', 'metadata.name'],
    ['NAMESPACE', 'metadata.namespace'],
  ]);
});
