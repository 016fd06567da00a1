import { Fields, list, record, text, texts } from './fields';

/** Whether a label selector with `matchLabels` and `matchExpressions` selects the labels. An empty selector selects everything. */
export function selects(selector: unknown, labels: Fields): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  return hasLabels(matchLabels, labels) && list(matchExpressions).every(expression => holds(expression, labels));
}

/** Whether the labels include all of the given ones. */
export function hasLabels(wanted: unknown, labels: Fields): boolean {
  return Object.entries(record(wanted)).every(([key, value]) => text(labels[key]) === text(value));
}

function holds({ key, operator, values }: Fields, labels: Fields): boolean {
  const name = text(key);
  const isIn = name in labels && texts(values).includes(text(labels[name]));
  switch (operator) {
    case 'In': return isIn;
    case 'NotIn': return !isIn;
    case 'Exists': return name in labels;
    case 'DoesNotExist': return !(name in labels);
    default: return false;
  }
}

/** A selector for a reader: `app=shop, tier exists`. */
export function describeSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = record(selector);
  return [
    ...Object.entries(record(matchLabels)).map(([key, value]) => `${key}=${text(value)}`),
    ...list(matchExpressions).map(({ key, operator, values }) => [text(key), text(operator), texts(values).join(' or ')].join(' ').trim()),
  ].join(', ');
}
