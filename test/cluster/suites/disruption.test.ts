import { strict as assert } from 'node:assert';
import { Duration } from 'cdk8s';
import { DisruptionBudget, AppProbe } from '../../../src';
import { budgetAllows, podUids } from '../apps/observe';
import { deploySmall } from '../apps/small-app';
import { clusterCase } from '../harness/cluster-case';

/** Ready until somebody breaks the pod by a file. */
const breakable = AppProbe.exec(['test', '!', '-e', '/tmp/broken'], { period: Duration.seconds(1), failureThreshold: 1 });

clusterCase('a drain evicts one member, cannot evict a second one, '
  + 'and can always evict an unhealthy member', { level: 'quick' }, async t => {
  await deploySmall(t, { replicas: 3, readiness: breakable });
  await t.exec('app-1', 'app', ['touch', '/tmp/broken']);
  await t.until.podNotReady('app-1');
  await budgetAllows(t, 'app', 0);

  const whole = await t.faults.evict('app-0');
  assert.equal(whole.refused, true);
  assert.match(whole.reason ?? '', /disruption budget/);
  assert.equal((await t.faults.evict('app-1')).refused, false);

  await t.until.setReady('app');
  await budgetAllows(t, 'app', 1);
  assert.equal((await t.faults.evict('app-2')).refused, false);
  assert.equal((await t.faults.evict('app-0')).refused, true);
});

clusterCase('a single pod and all pods of a set without a budget can be evicted', { level: 'full' }, async t => {
  await deploySmall(t);
  await deploySmall(t, { name: 'free', replicas: 2, disruptionBudget: DisruptionBudget.none() });
  const before = await podUids(t, 'free');

  for (const pod of ['app-0', 'free-0', 'free-1']) { assert.equal((await t.faults.evict(pod)).refused, false); }

  await t.until.setReady('free');
  assert.equal(Object.values(await podUids(t, 'free')).some(uid => Object.values(before).includes(uid)), false);
});
