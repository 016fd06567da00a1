#!/usr/bin/env bash
# One would expect: `Cron.schedule({ hour: '3' })` of cdk8s runs once a day at 3:00, as `Cron.daily()` does at midnight.
# What happens: a field that is not given becomes `*`, the minute as well, so the CronJob runs sixty times, in each minute from 3:00 to
#   3:59. A weekday alone is the same: `{ weekDay: '0' }` runs each minute of each Sunday.
# Why it matters: a backup or a rotation that should run once a night begins 60 times. With the default concurrency policy of a CronJob
#   of cdk8s-plus, Forbid, it only begins again as soon as the former run ends, which looks like a slow backup.
# Source: the class Cron in cdk8s' src/cron.ts; the defaults are in the docs of CronOptions, field by field.
. "$(dirname "$0")/common.bash"

npm_install cdk8s@2.70.106 cdk8s-plus-28@2.5.6 constructs@10.4.2
cat >cron.js <<'JS'
const { Cron, Testing } = require('cdk8s');
const { CronJob } = require('cdk8s-plus-28');
const chart = Testing.chart();
for (const [name, schedule] of Object.entries({
  hour: Cron.schedule({ hour: '3' }), week: Cron.schedule({ weekDay: '0' }), daily: Cron.daily(),
})) {
  new CronJob(chart, name, { schedule, containers: [{ image: 'busybox' }] });
}
for (const { spec } of Testing.synth(chart)) { console.log(`${spec.schedule} ${spec.concurrencyPolicy}`); }
JS
node cron.js >schedules
seen 'an hour alone' '* 3 * * * Forbid' "$(sed -n 1p schedules)"
seen 'a weekday alone' '* * * * 0 Forbid' "$(sed -n 2p schedules)"
seen 'Cron.daily()' '0 0 * * * Forbid' "$(sed -n 3p schedules)"
conclude
