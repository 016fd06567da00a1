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
];
