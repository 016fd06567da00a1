import { Duration } from 'cdk8s';
import { isIntegerIn } from './quantity';

/** The seconds of a duration, including fractions. Without `integral: false`, `Duration` throws an error that does not name the prop. */
export function secondsOf(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

/** Kubernetes accepts only whole seconds for its times. */
export function isWholeSeconds(duration: unknown, min: number, max = Infinity): duration is Duration {
  return isDuration(duration) && isIntegerIn(secondsOf(duration), min, max);
}

/** The value that was given, for messages: `1.5s`. */
export function formatSeconds(duration: unknown): unknown {
  return isDuration(duration) ? `${secondsOf(duration)}s` : duration;
}

function isDuration(duration: unknown): duration is Duration {
  return typeof (duration as Duration | undefined)?.toSeconds === 'function';
}

/** A duration of whole seconds in the format of Prometheus. */
export function prometheusDuration(duration: Duration): string {
  const seconds = secondsOf(duration);
  if (seconds > 0 && seconds % 86400 === 0) { return `${seconds / 86400}d`; }
  if (seconds % 3600 === 0) { return `${seconds / 3600}h`; }
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
