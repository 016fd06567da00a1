import type { Code } from './codes';
import { isLabelKey, isLabelValue } from './dns';
import type { Errors } from './errors';
import { secretIn } from './secrets';
import { hasToken } from './tokens';

/** Checks labels of any kind: of objects, claims or nodes. */
export function checkLabels(prop: string, labels: Record<string, unknown> | undefined, errors: Errors): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkKey('LabelKeyInvalid', prop, key, errors);
    if (!isLabelValue(value) && !hasToken(value)) {
      errors.add('LabelValueInvalid', {
        rule: `${prop}.${key} must be a string of at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both `
          + 'ends',
        got: value,
        remedy: remedyOf(value),
      });
    }
  }
}

function remedyOf(value: unknown): string {
  const text = String(value);
  const closest = text.replace(/[^-A-Za-z0-9_.]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return text.length > 63 || closest === '' ? 'shorten it, or use an annotation for a longer string'
    : `use ${closest}`;
}

export function checkAnnotations(prop: string, annotations: Record<string, unknown> | undefined, errors: Errors): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    checkKey('AnnotationKeyInvalid', prop, key, errors);
    if (typeof value !== 'string') {
      errors.add('ValueTypeInvalid', { rule: `${prop}.${key} must be a string`, got: value, remedy: `use a string such as '${value}'` });
    }
  }
}

/** The key of an annotation often ends in `secret` because the value is the name of one, so only the form of the value counts. */
export function checkAnnotationValues(
  prop: string, annotations: Record<string, string> | undefined, notSecret: string[] = [], errors: Errors,
): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const found = notSecret.includes(key) ? undefined : secretIn(value, notSecret);
    if (found) {
      errors.add('SecretInline', {
        rule: `${prop}.${key} must not contain ${found.what}, because everyone who can read the manifest could read it`,
        got: found.shown,
        remedy: `remove it, or add '${key}' to notSecret if it is none`,
      });
    }
  }
}

function checkKey(code: Code, prop: string, key: string, errors: Errors): void {
  if (!isLabelKey(key)) {
    errors.add(code, {
      rule: `${prop} must have keys of the form name or example.com/name`,
      got: key,
      remedy: 'use letters, digits, dashes, dots and underscores',
    });
  }
}
