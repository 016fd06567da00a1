import type { Code } from './codes';
import { isLabelKey, isLabelValue } from './dns';
import type { Errors } from './errors';

/** Checks labels of any kind: of objects, claims or nodes. */
export function checkLabels(prop: string, labels: Record<string, unknown> | undefined, errors: Errors): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkKey('LabelKeyInvalid', prop, key, errors);
    if (!isLabelValue(value)) {
      errors.add('LabelValueInvalid', {
        rule: `${prop}.${key} must be a string of at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both `
          + 'ends',
        got: value,
        remedy: 'shorten it, or use an annotation for a longer string',
      });
    }
  }
}

export function checkAnnotations(prop: string, annotations: Record<string, string> | undefined, errors: Errors): void {
  for (const key of Object.keys(annotations ?? {})) { checkKey('AnnotationKeyInvalid', prop, key, errors); }
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
