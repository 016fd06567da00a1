import { faultTolerance, majorityOf } from '../../../src/presets/shared/quorum';

test.each([
  [1, 1, 0], [2, 2, 0], [3, 2, 1], [4, 3, 1], [5, 3, 2], [7, 4, 3],
])('%i members need %i, so that %i may be lost', (members, majority, losses) => {
  expect([majorityOf(members), faultTolerance(members)]).toEqual([majority, losses]);
});
