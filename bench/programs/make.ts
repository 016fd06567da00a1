/*
 * Makes a chart, with a preset in it or empty, and prints the CPU time of the whole process.
 * Usage: node make.js preset|nothing
 */

import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';

const chart = new Chart(new App(), 'chart');
const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
if (process.argv[2] === 'preset') {
  // loaded here, so that the empty chart does without
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { MySql } = require('cdk8s-stateful-app');
  new MySql(chart, 'Db', {
    replicas: 3,
    storage: Size.gibibytes(20),
    accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
  });
}
const { user, system } = process.cpuUsage();
process.stdout.write(String((user + system) / 1000));
