import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Size } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const SCRIPTS = join(__dirname, '../../../src/presets/mysql/scripts');

test('writes go to the primary, and reads to every member that is Ready', () => {
  const chart = new Deployed({ primaryOrdinal: 1 });

  expect(Manifests.one(chart, 'Service', 'mysql-primary').spec.selector).toMatchObject({ 'apps.kubernetes.io/pod-index': '1' });
  expect(Manifests.one(chart, 'Service', 'mysql-read').spec.selector)
    .toEqual(Manifests.one(chart, 'StatefulSet').spec.selector.matchLabels);
});

test('pods find each other before they are Ready', () => {
  expect(Manifests.one(new Deployed(), 'Service', 'mysql').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
});

test('hosts are those of the tutorials', () => {
  const { mysql } = new Deployed({ primaryOrdinal: 1 });

  expect(mysql.primaryHost).toBe('mysql-1.mysql');
  expect(mysql.replicaHosts).toEqual(['mysql-0.mysql', 'mysql-2.mysql']);
});

test('a single member is a primary without replicas', () => {
  const { mysql } = new Deployed({ replicas: 1 });

  expect(mysql.replicaHosts).toEqual([]);
});

test('the scripts that run are the scripts that are tested', () => {
  const chart = new Deployed();
  const called = readdirSync(SCRIPTS).filter(name => chart.file(`scripts/${name}`) !== undefined);

  expect(called).toEqual(expect.arrayContaining([
    'bootstrap.sh', 'decide.sh', 'promote.sh', 'provision.sh', 'ready.sh', 'sql.sh', 'start.sh', 'survey.sh', 'version.sh',
  ]));
  for (const name of called) { expect(chart.file(`scripts/${name}`)).toBe(readFileSync(join(SCRIPTS, name), 'utf8')); }
});

test('a script finds every script that it reads beside it', () => {
  const chart = new Deployed();

  for (const name of [...readdirSync(SCRIPTS), 'common.sh']) {
    const sourced = [...(chart.file(`scripts/${name}`) ?? '').matchAll(/"\$scripts\/([-a-z]+\.sh)"/g)].map(([, script]) => script);
    for (const script of sourced) { expect(chart.file(`scripts/${script}`)).toBeDefined(); }
  }
});

test('fails with one error for what is wrong with MySQL\'s props and with those of every application', () => {
  const build = () => new Deployed({
    name: 'My_SQL',
    primaryOrdinal: 7,
    settings: { datadir: '/data', nonsense: '1' },
    storage: Size.gibibytes(0),
  });

  expect(build).toThrow(/PrimaryOrdinalUnknown.*\n.*StorageInvalid.*\n.*SettingOwned.*\n.*SettingUnknown.*\n.*NameInvalid at test\/Db\]$/);
});
