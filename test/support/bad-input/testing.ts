import { Testing } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

/** Functions for the tests of users. */
export const testingCases: BadInput[] = [
  {
    title: 'for a kind of manifests that the chart does not have',
    bad: (redis, chart) => {
      redis();
      return Manifests.all(chart, 'Statefulset');
    },
    error: 'the kind of Manifests.all must be one of the chart (PodDisruptionBudget, Service, StatefulSet), got "Statefulset"; use '
      + 'StatefulSet, or Manifests.titles(chart) to assert that the chart has none [KindUnknown at test]',
    good: (redis, chart) => {
      redis();
      return Manifests.all(chart, 'StatefulSet');
    },
  },
  {
    title: 'for a plan from objects that are no manifests',
    bad: (redis, chart) => {
      redis();
      return Manifests.plan([{ kind: 'StatefulSet' }], chart);
    },
    error: 'the manifests before must be objects of Kubernetes, each with apiVersion, kind and metadata.name, got {"kind":"StatefulSet"}; '
      + 'pass the result of Yaml.load(file) [PlanInputInvalid at test]',
    good: (redis, chart) => {
      redis();
      return Manifests.plan([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec: {} }], chart);
    },
  },
  {
    title: 'for a plan from a snapshot, whose values are masked',
    bad: (redis, chart) => {
      redis({ files: { '/etc/redis.conf': 'x' } });
      return Manifests.plan(Object.values(Manifests.snapshot(chart)), chart);
    },
    error: 'the manifests before must have no masked values, got "manifests of a snapshot"; pass the committed YAML with Yaml.load(file) '
      + '[PlanInputInvalid at test]',
    good: (redis, chart) => {
      redis({ files: { '/etc/redis.conf': 'x' } });
      return Manifests.plan(Testing.synth(chart), chart);
    },
  },
  {
    title: 'for a plan from manifests that have one object twice',
    bad: (redis, chart) => {
      redis();
      return Manifests.plan([...Testing.synth(chart), ...Testing.synth(chart)], chart);
    },
    error: 'the manifests before must have each object once, got "Service/redis twice"; remove one, because the last one would win '
      + '[PlanInputInvalid at test]',
    good: (redis, chart) => {
      redis();
      return Manifests.plan(Testing.synth(chart), chart);
    },
  },
];
