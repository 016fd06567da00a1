import { Change } from './changes';
import { PlanReason } from './plan-step';

const MAX_TEXT = 80;

/** Changes for the reader: values as short texts. A plan is printed into the logs of pipelines, so it shows no value of a Secret. */
export function reasonOf({ field, before, after }: Change, isSecret = false): PlanReason {
  const text = (value: unknown, other: unknown) => value === undefined ? undefined : isSecret ? '(not shown)' : shortText(value, other);
  return { field, before: text(before, after), after: text(after, before) };
}

/** Of texts with several lines, the first line that differs. */
function shortText(value: unknown, other: unknown): string {
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.split('\n');
    const others = typeof other === 'string' ? other.split('\n') : [];
    const first = Math.max(0, lines.findIndex((line, i) => line !== others[i]));
    return cut(lines.length > 2 || others.length > 2 ? `line ${first + 1}: ${lines[first].trim()}` : lines[first]);
  }
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 3)}...` : text;
}
