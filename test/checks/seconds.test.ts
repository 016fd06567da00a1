import { Duration } from 'cdk8s';
import { isWholeSeconds, secondsOf, formatSeconds } from '../../src/checks/seconds';

test('seconds are exact, fractions included', () => {
  expect([Duration.millis(1500), Duration.minutes(2), Duration.hours(0.5)].map(secondsOf)).toEqual([1.5, 120, 1800]);
});

test('Kubernetes takes whole seconds within the bounds', () => {
  expect([Duration.seconds(1), Duration.millis(2000)].every(duration => isWholeSeconds(duration, 1, 2))).toBe(true);
  expect([
    Duration.seconds(0), Duration.seconds(3), Duration.millis(1500), Duration.seconds(NaN), 1, '1s', undefined, null,
  ].some(duration => isWholeSeconds(duration, 1, 2))).toBe(false);
});

test('what is no duration is shown as it is', () => {
  expect([Duration.millis(500), 30, undefined].map(formatSeconds)).toEqual(['0.5s', 30, undefined]);
});
