import { PlanEffect, type PlanStep } from '../../../src/plan/plan-step';
import { judgeClaims, judgePods, judgeRejections, leftBehind } from '../plan/judge';

const step = (outcome: string, effect = PlanEffect.ROLL): PlanStep => ({
  effect, object: 'StatefulSet/db', reasons: [], outcome, commands: [], commandsAfter: [],
});
const pods = (...uids: string[]) => ({ pods: Object.fromEntries(uids.map((uid, i) => [`db-${i}`, uid])), claims: {} });
const claims = (...names: string[]) => ({ pods: {}, claims: Object.fromEntries(names.map(name => [name, name])) });

const RESTARTS = 'Restarts db-1 down to db-0, one pod at a time. Each must be Ready before the next.';

describe('pods', () => {
  test('that the plan names must be other ones, and all others the same', () => {
    expect(judgePods([step(RESTARTS)], pods('a', 'b'), pods('c', 'd'))).toEqual([]);
    expect(judgePods([], pods('a', 'b'), pods('a', 'b'))).toEqual([]);
  });

  test('that are replaced without a word of the plan are a fault', () => {
    expect(judgePods([step('No pod restarts.')], pods('a', 'b'), pods('a', 'c')))
      .toEqual(['db-1 was replaced, restarted or stopped, and no step says so']);
  });

  test('that stay although the plan names them are a fault', () => {
    expect(judgePods([step(RESTARTS)], pods('a', 'b'), pods('a', 'c'))).toContain('db-0 was not touched, and a step says so');
  });

  test('that a partition holds back stay', () => {
    expect(judgePods([step('Restarts db-1. The partition holds db-0 back.')], pods('a', 'b'), pods('a', 'c'))).toEqual([]);
  });

  test('may stay if the plan gives an upper bound', () => {
    const restarts = step('Restarts those of db-0 to db-1 that still have an earlier pod template.');
    expect(judgePods([restarts], pods('a', 'b'), pods('a', 'b'))).toEqual([]);
  });

  test('that are replaced by others are only those before', () => {
    expect(judgePods([step('Replaces db-0 by db-2. Pods with other ordinals get other claims.')], pods('a', 'b'), {
      pods: { 'db-1': 'b', 'db-2': 'c' }, claims: {},
    })).toEqual([]);
  });
});

describe('rejections', () => {
  const rejects = [step('The API server rejects the change of an existing set.', PlanEffect.HANDS)];

  test('must be those of the plan', () => {
    expect(judgeRejections(rejects, { 'StatefulSet/db': 'it was refused' })).toEqual([]);
    expect(judgeRejections([], { 'StatefulSet/db': 'it was refused' })).toEqual(['no step says that it was refused']);
    expect(judgeRejections(rejects, {})).toEqual([
      expect.stringMatching(/^StatefulSet\/db was accepted, and the plan says: The API server/),
    ]);
  });
});

test('claims stay, unless the plan says that they are deleted', () => {
  const deletes = [step('Stops db-1 and deletes their claims.')];

  expect(judgeClaims([], claims('data-db-0'), claims('data-db-0'))).toEqual([]);
  expect(judgeClaims([], claims('data-db-0'), claims())).toEqual(['the claim data-db-0 is gone, and no step says so']);
  expect(judgeClaims(deletes, claims('data-db-1'), claims())).toEqual([]);
  expect(judgeClaims(deletes, claims('data-db-1'), claims('data-db-1'))).toHaveLength(1);
});

test('an object that the manifests no longer have needs a step', () => {
  expect(leftBehind([step('kubectl apply does not delete it.', PlanEffect.ORPHAN)], ['StatefulSet/db'])).toEqual([]);
  expect(leftBehind([], ['StatefulSet/db'])).toEqual(['no step says that StatefulSet/db stays']);
});
