/** A field of a cron expression, in the words of a message. */
interface Field {
  /** The values that the field may have. */
  readonly values: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, from the lowest one up. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { values: 'minutes from 0 to 59', min: 0, max: 59 },
  { values: 'hours from 0 to 23', min: 0, max: 23 },
  { values: 'days from 1 to 31', min: 1, max: 31 },
  {
    values: 'months from 1 to 12 or JAN to DEC',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { values: 'weekdays from 0 (Sunday) to 6 or SUN to SAT', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The macros of https://pkg.go.dev/github.com/robfig/cron/v3#ParseStandard, which Kubernetes uses. */
const MACRO = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (?=.*[1-9])(\d+(\.\d+)?[hms])+)$/;

/** The rule of a schedule in UTC that the value breaks, as the message continues after *must*, or `undefined` for a valid schedule. */
export function brokenCronRule(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule)) {
    return 'contain no time zone, because Kubernetes rejects one in the schedule, and the times are in UTC';
  }
  if (MACRO.test(schedule)) { return undefined; }
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) {
    return 'be a cron expression of five fields (minute, hour, day, month, weekday) or a macro such as @daily, in UTC';
  }
  const values = texts.map((text, i) => valuesOf(text, FIELDS[i]));
  const wrong = values.indexOf(undefined);
  if (wrong >= 0) {
    return `have ${FIELDS[wrong].values} in field ${wrong + 1}, as numbers, ascending ranges, lists or steps`;
  }
  const [, , days = [], months = []] = values;
  // with a weekday as well, the schedule runs on both the days and the weekdays
  const isEveryWeekday = /^[*?]$/.test(texts[4]);
  if (isEveryWeekday && !months.some(month => days.some(day => day <= LONGEST_MONTHS[month - 1]))) {
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
export function longestGapDays(schedule: string): number {
  const [, , day, month, weekday] = schedule.trim().split(/\s+/);
  if (/^@(yearly|annually)/.test(schedule) || !isAny(month)) { return 366; }
  if (schedule.startsWith('@monthly') || !isAny(day)) { return 31; }
  if (schedule.startsWith('@weekly') || !isAny(weekday)) { return 7; }
  return 1;
}

function isAny(field = '*'): boolean {
  return field === '*' || field === '?';
}
