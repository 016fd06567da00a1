import { Cron } from 'cdk8s';
import { brokenCronRule, longestGapDays } from '../../src/checks/cron';

/** The schedule of a cron line. */
function cron(line: string): Cron {
  const [minute, hour, day, month, weekDay] = line.split(' ');
  return Cron.schedule({ minute, hour, day, month, weekDay });
}

describe('Kubernetes runs a schedule', () => {
  test.each([
    '0 3 * * *', '59 23 31 12 6', '0 0 1 1 0', '*/15 3 ? * *', '0 */24 * * *', '5-55/10 0-6,18-23 1,15 * *', '30 1,13 * jan-Jun MON-FRI',
    '10/20 * * * *', '0 3 31 1,2 *', '0 3 29 feb *', '0 3 30 2 mon', '* * * * *', '*/1 3 * * *',
  ])('%s', line => expect(brokenCronRule(cron(line))).toBeUndefined());
});

test('Kubernetes runs each schedule that Cron has a name for', () => {
  for (const schedule of [Cron.everyMinute(), Cron.hourly(), Cron.daily(), Cron.weekly(), Cron.monthly(), Cron.annually()]) {
    expect(brokenCronRule(schedule)).toBeUndefined();
  }
});

describe('a schedule is rejected for the field that is wrong', () => {
  test.each([
    ['61 25 * * *', 'minute'], ['60 * * * *', 'minute'], ['-1 * * * *', 'minute'], ['*/0 * * * *', 'minute'], ['*/90 * * * *', 'minute'],
    ['30-10 * * * *', 'minute'], ['1-2-3 * * * *', 'minute'], ['1,,2 * * * *', 'minute'], ['1/2/3 * * * *', 'minute'],
    ['jan 3 * * *', 'minute'], ['0 24 * * *', 'hour'], ['0 3am * * *', 'hour'], ['0 3 0 * *', 'day'], ['0 3 32 * *', 'day'],
    ['0 3 L * *', 'day'], ['0 3 * 0 *', 'month'], ['0 3 * 13 *', 'month'], ['0 3 * janu *', 'month'], ['0 3 * * 7', 'weekDay'],
    ['0 3 * * fri-mon', 'weekDay'], ['0 3 * * 5#2', 'weekDay'],
  ])('%s: %s', (line, field) => expect(brokenCronRule(cron(line))).toContain(` in ${field},`));
});

describe('a schedule that can never run is rejected', () => {
  test.each(['0 3 30 2 *', '0 3 30,31 feb *', '0 3 31 2,4,6,9,11 *', '0 3 31 apr ?'])('%s', line =>
    expect(brokenCronRule(cron(line))).toContain('otherwise it never runs'));
});

describe('a schedule without a minute is rejected, because Cron writes every minute', () => {
  test.each([{ hour: '3' }, { weekDay: '0' }, { minute: '?', day: '1' }])('%j', options =>
    expect(brokenCronRule(Cron.schedule(options))).toContain('have a minute'));
});

test('a field has no spaces, such as those of a time zone or of seconds', () => {
  expect(brokenCronRule(Cron.schedule({ minute: 'TZ=UTC 0', hour: '3' }))).toContain('no spaces');
  expect(brokenCronRule(Cron.schedule({ minute: '0 0', hour: '3' }))).toContain('no spaces');
  expect(brokenCronRule(Cron.schedule({ minute: '', hour: '3' }))).toContain('in minute');
});

test.each([
  ['0 3 * * *', 1], ['*/15 * * * ?', 1], ['0 3 * * 1-5', 7], ['0 3 1 * *', 31], ['0 3 1 * 0', 31], ['0 3 1 1 *', 366],
])('between two runs of %s pass at most %i days', (line, days) => {
  expect(longestGapDays(cron(line))).toBe(days);
});
