import type { Code } from './codes';
import type { Errors } from './errors';
import { formatSize, isIntegerIn, isPositiveSize, mebibytesOf } from './quantity';
import { formatSeconds, isWholeSeconds } from './seconds';

/** A prop and the rule for its value. A prop that is not given is valid. */
interface Ranged {
  readonly code: Code;
  /** Name of the prop, with which the message begins. */
  readonly prop: string;
  readonly value: unknown;
  readonly remedy: string;
  /** The reason for the rule: `otherwise no pod could be updated`. */
  readonly because?: string;
}

/** @returns whether the value is a whole number in the range, or not given */
export function checkWhole(errors: Errors, ranged: Ranged & { readonly of?: string }, min: number, max = Infinity): boolean {
  const unit = ranged.of === undefined ? '' : ` of ${ranged.of}`;
  return check(errors, ranged, isIntegerIn(ranged.value, min, max), `a whole number${unit}${rangeText(min, max)}`, ranged.value);
}

/** @returns whether the value is a Duration of whole seconds in the range, or not given */
export function checkSeconds(errors: Errors, ranged: Ranged, min: number, max = Infinity): boolean {
  return check(errors, ranged, isWholeSeconds(ranged.value, min, max), `whole seconds${rangeText(min, max)}`, formatSeconds(ranged.value));
}

/** A petabyte volume and a machine with tens of tebibytes of memory exist. More is a slip of the unit. */
const MOST_MIB = 2 ** 30;

/** @returns whether the value is a Size in the range, or not given */
export function checkSize(errors: Errors, ranged: Ranged, leastMiB = 0): boolean {
  const { value } = ranged;
  const isInRange = isPositiveSize(value) && mebibytesOf(value) >= leastMiB && mebibytesOf(value) <= MOST_MIB;
  const rule = leastMiB === 0 ? 'a Size greater than zero' : `a Size from ${leastMiB} MiB to 1 PiB`;
  return check(errors, ranged, leastMiB === 0 ? isPositiveSize(value) : isInRange, rule, formatSize(value));
}

/** Prometheus accepts times down to milliseconds, but less than a second is always a mistake. */
export function checkMonitoringTime(prop: string, value: unknown, errors: Errors, max?: number): void {
  checkSeconds(errors, { code: 'MonitoringTimeInvalid', prop, value, remedy: 'use Duration.seconds(30)' }, 1, max);
}

function check(errors: Errors, { code, prop, value, remedy, because }: Ranged, isValid: boolean, rule: string, got: unknown): boolean {
  if (value === undefined || isValid) { return true; }
  errors.add(code, { rule: `${prop} must be ${rule}${because === undefined ? '' : `, because ${because}`}`, got, remedy });
  return false;
}

function rangeText(min: number, max: number): string {
  return max === Infinity ? `, ${min} or more` : ` from ${min} to ${max}`;
}
