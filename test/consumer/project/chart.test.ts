import { Testing } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { CacheChart } from './chart';

const chart = new CacheChart(Testing.app(), 'test');

test('the cache is deployed as before', () => {
  expect(Manifests.snapshot(chart)).toMatchSnapshot();
});

test('a single manifest is found by kind and name', () => {
  expect(Manifests.one(chart, 'Service', 'redis-master').spec.ports).toHaveLength(1);
});
