import { brokenCronRule, longestGapDays } from '../../src/checks/cron';

describe('Kubernetes runs a schedule', () => {
  test.each([
    ['0 3 * * *'], ['59 23 31 12 6'], ['0 0 1 1 0'], ['*/15 3 ? * *'], ['0 */24 * * *'], ['5-55/10 0-6,18-23 1,15 * *'],
    ['30 1,13 * jan-Jun MON-FRI'],
    ['10/20 * * * *'], ['0 3 31 1,2 *'], ['0 3 29 feb *'], ['0 3 30 2 mon'], ['  0 3  * * *  '], ['@daily'], ['@every 1h30m'],
    ['@every 0.5h'],
  ])('%s', schedule => expect(brokenCronRule(schedule)).toBeUndefined());
});

describe('a schedule is rejected for the field that is wrong', () => {
  test.each([
    ['61 25 * * *', 1], ['60 * * * *', 1], ['-1 * * * *', 1], ['*/0 * * * *', 1], ['*/90 * * * *', 1], ['30-10 * * * *', 1],
    ['1-2-3 * * * *', 1],
    ['1,,2 * * * *', 1], ['1/2/3 * * * *', 1], ['jan 3 * * *', 1], ['0 24 * * *', 2], ['0 3am * * *', 2], ['0 3 0 * *', 3],
    ['0 3 32 * *', 3],
    ['0 3 L * *', 3], ['0 3 * 0 *', 4], ['0 3 * 13 *', 4], ['0 3 * janu *', 4], ['0 3 * * 7', 5], ['0 3 * * fri-mon', 5],
    ['0 3 * * 5#2', 5],
  ])('%s: field %i', (schedule, field) => expect(brokenCronRule(schedule)).toContain(`in field ${field},`));
});

describe('a schedule that can never run is rejected', () => {
  test.each(['0 3 30 2 *', '0 3 30,31 feb *', '0 3 31 2,4,6,9,11 *', '0 3 31 apr ?'])('%s', schedule =>
    expect(brokenCronRule(schedule)).toContain('otherwise it never runs'));
});

describe('a schedule of another form is rejected', () => {
  test.each(['', '0 3 * *', '0 0 3 * * *', '@nightly', '@Daily', '@reboot', '@every', '@every 0s', '@every day'])('%j', schedule =>
    expect(brokenCronRule(schedule)).toContain('five fields'));
});

test('a schedule has no time zone, under either name', () => {
  expect(brokenCronRule('TZ=UTC 0 3 * * *')).toContain('no time zone');
  expect(brokenCronRule('CRON_TZ=Europe/Berlin @daily')).toContain('no time zone');
});

test.each([
  ['0 3 * * *', 1], ['*/15 * * * ?', 1], ['@hourly', 1], ['@every 6h', 1],
  ['0 3 * * 1-5', 7], ['@weekly', 7],
  ['0 3 1 * *', 31], ['0 3 1 * 0', 31], ['@monthly', 31],
  ['0 3 1 1 *', 366], ['@yearly', 366],
])('between two runs of %s pass at most %i days', (line, days) => {
  expect(longestGapDays(line)).toBe(days);
});
