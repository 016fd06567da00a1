import { strict as assert } from 'node:assert';
import { Ordinals } from '../../../src';
import { deploySmall } from '../apps/small-app';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { renamed } from '../harness/renamed';
import { untilTerminationMessage } from '../harness/termination';
import { deploy, mysql } from '../mysql/deployment';
import { sql } from '../mysql/members';

clusterCase('a copy of MySQL under another name refuses to start, '
  + 'and the original keeps its data and serves', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers VALUES (1)');

  await t.apply(renamed(mysql(t.namespace), 'test-'));
  for (const ordinal of [0, 1, 2]) {
    await untilTerminationMessage(t, `test-mysql-${ordinal}`, 'bootstrap', /not belong to the StatefulSet mysql,.*\[SetRenamed\]/, 180);
  }

  await sql(t, 'mysql-0', 'INSERT INTO app.numbers VALUES (2)');
  await t.until.setReady('mysql', 60);
  assert.equal((await sql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.numbers')).trim(), '2');
});

clusterCase('a copy under another name gets no files of a role', { level: 'full' }, async t => {
  const roles = { all: { ordinals: Ordinals.all(), files: { '/etc/app/role.conf': 'peer=app-0.app\n' } } };
  const { manifests } = await deploySmall(t, { shell: '/bin/sh', roles });

  await t.apply(renamed(manifests, 'test-'));
  await untilLog(t, 'test-app-0', 'role', /pod test-app-0 does not belong to the StatefulSet app,.*\[SetRenamed\]/);
});
