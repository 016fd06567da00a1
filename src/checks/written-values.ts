import { nameRemedy } from './dns';
import type { ValidationError } from './validation-errors';

/** What JavaScript writes for a value that is missing, that is no number, or that is an object. */
const WRITTEN = /(?:^|[^A-Za-z0-9])(undefined|NaN|\[object Object\])(?![A-Za-z0-9])/;

/** `null` is a word of many programs, and follows a colon only as the tag of an image. */
const NULL_TAG = /^[^\s=]*[a-z0-9]:(null)$/;

/**
 * The text that JavaScript wrote for a missing value: `undefined` in `redis:undefined`. A text with spaces, such as a script, can contain
 * these words.
 */
export function textOfMissing(text: string): string | undefined {
  const [, written] = WRITTEN.exec(text) ?? NULL_TAG.exec(text) ?? [];
  return written !== undefined && !/\s/.test(text.replace(/\[object Object\]/g, '')) ? written : undefined;
}

export function missingText(prop: string, written: string, got: string): ValidationError {
  return {
    rule: `${prop} must be made of values that exist, because JavaScript writes ${written} for `
      + `${written === '[object Object]' ? 'an object' : 'a missing or wrong value'}`,
    got,
    remedy: written === '[object Object]' ? 'use the prop of the object that has the text' : 'set the variable that the string contains',
  };
}

export function secretNameError(prop: string, got: string): ValidationError {
  return {
    rule: `${prop} must be a Secret whose name is a DNS subdomain (lower-case letters, digits, dashes and dots)`,
    got,
    remedy: nameRemedy(got, 'redis-auth'),
  };
}

export function secretKeyError(prop: string, got: string): ValidationError {
  return {
    rule: `${prop} must be a key of the Secret (letters, digits, dashes, dots and underscores)`,
    got,
    remedy: 'use a key such as password',
  };
}
