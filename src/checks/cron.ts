import type { Cron } from 'cdk8s';

/** A field of a cron expression, in the words of a message. */
interface Field {
  /** Its name in the options of `Cron`. */
  readonly name: string;
  /** The values that the field may have. */
  readonly values: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, from the lowest one up. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', values: 'minutes from 0 to 59', min: 0, max: 59 },
  { name: 'hour', values: 'hours from 0 to 23', min: 0, max: 23 },
  { name: 'day', values: 'days from 1 to 31', min: 1, max: 31 },
  {
    name: 'month',
    values: 'months from 1 to 12 or JAN to DEC',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  {
    name: 'weekDay',
    values: 'weekdays from 0 (Sunday) to 6 or SUN to SAT',
    min: 0,
    max: 6,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
];

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The rule of a schedule that the value breaks, as the message continues after *must*, or `undefined` for a valid schedule. */
export function brokenCronRule({ expressionString }: Cron): string | undefined {
  const texts = expressionString.split(' ');
  if (texts.length !== FIELDS.length) { return 'have no spaces in minute, hour, day, month and weekDay'; }
  const values = texts.map((text, i) => valuesOf(text, FIELDS[i]));
  const wrong = values.indexOf(undefined);
  if (wrong >= 0) {
    return `have ${FIELDS[wrong].values} in ${FIELDS[wrong].name}, as numbers, ascending ranges, lists or steps`;
  }
  const [minute, ...others] = texts.map(isAny);
  // Cron fills a missing minute with *, so a program that wants every minute writes */1
  if (minute && others.includes(false)) { return 'have a minute, because otherwise it runs in every minute of the times that it names'; }
  const [, , days = [], months = []] = values;
  // with a weekday as well, the schedule runs on both the days and the weekdays
  if (isAny(texts[4]) && !months.some(month => days.some(day => day <= LONGEST_MONTHS[month - 1]))) {
    return 'name a day that one of its months has, because otherwise it never runs';
  }
  return undefined;
}

/** The values of a field, or `undefined` if Kubernetes or the meaning of a step rules the text out. */
function valuesOf(text: string, field: Field): number[] | undefined {
  const parts = text.split(',').map(part => rangeOf(part, field));
  return parts.some(part => part === undefined) ? undefined : parts.flatMap(part => part ?? []);
}

function rangeOf(text: string, { min, max, names = [] }: Field): number[] | undefined {
  const [, range, stepText] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (range === undefined) { return undefined; }
  const numberOf = (value: string) => /^\d+$/.test(value) ? Number(value) : min + names.indexOf(value.toLowerCase());
  const isNamed = (value: string) => /^\d+$/.test(value) || names.includes(value.toLowerCase());
  const bounds = /^[*?]$/.test(range) ? [`${min}`, `${max}`] : range.split('-');
  if (bounds.length > 2 || !bounds.every(isNamed)) { return undefined; }
  const first = numberOf(bounds[0]);
  const last = bounds.length === 2 ? numberOf(bounds[1]) : stepText === undefined ? first : max;
  const step = Number(stepText ?? 1);
  // a longer step, such as */90 for minutes, would run each time at the first value only
  if (first < min || last > max || first > last || step < 1 || step > max - min + 1) { return undefined; }
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

/** An upper bound of the days between two runs of a valid schedule, by the coarsest field that is restricted. */
export function longestGapDays({ expressionString }: Cron): number {
  const [, , day, month, weekday] = expressionString.split(' ');
  if (!isAny(month)) { return 366; }
  if (!isAny(day)) { return 31; }
  return isAny(weekday) ? 1 : 7;
}

function isAny(field: string): boolean {
  return field === '*' || field === '?';
}
