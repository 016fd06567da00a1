import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Durability } from '../../../src';
import { podUids } from '../apps/observe';
import { clusterCase } from '../harness/cluster-case';
import { deploy, mysql } from '../mysql/deployment';
import { runNow } from '../mysql/jobs';
import { sql, untilEqual } from '../mysql/members';

const names = new Chart(new App(), 'names');
const backup = { password: { secret: Secret.fromSecretName(names, 'Accounts', 'accounts'), key: 'backup' }, storage: Size.gibibytes(1) };

clusterCase('a dump of a replica is loaded into the source, and the replicas follow', { level: 'full', seconds: 600 }, async (t) => {
  await deploy(t, { backup });
  const manifests = mysql(t.namespace, { backup });
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (1), (2), (3)');
  await untilEqual(t);

  await runNow(t, manifests, 'mysql-backup', 'dump-now');
  await sql(t, 'mysql-0', 'DROP TABLE app.numbers');
  await runNow(t, manifests, 'mysql-restore', 'restore-now');

  await untilEqual(t);
  assert.equal(await sql(t, 'mysql-2', 'SELECT GROUP_CONCAT(n ORDER BY n) FROM app.numbers'), '1,2,3');
});

clusterCase('larger volumes for members to come take no member from its clients', { level: 'full', seconds: 600 }, async (t) => {
  // said, because it would change with the third member, and roll the pods
  const durability = Durability.asynchronous();
  await deploy(t, { replicas: 2, durability });
  const before = await podUids(t, 'mysql');
  const larger = mysql(t.namespace, { replicas: 2, durability, storage: Size.gibibytes(2) });

  await assert.rejects(t.apply(larger), /updates to statefulset spec for fields other than/);
  await t.cluster.apps.deleteNamespacedStatefulSet({ namespace: t.namespace, name: 'mysql', propagationPolicy: 'Orphan' });
  await t.apply(larger);
  await t.until.setReady('mysql', 60);
  assert.deepEqual(await podUids(t, 'mysql'), before);

  await t.apply(mysql(t.namespace, { replicas: 3, durability, storage: Size.gibibytes(2) }));
  await t.until.setReady('mysql', 120);
  const claim = await t.cluster.core.readNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: 'data-mysql-2' });
  assert.equal(claim.spec?.resources?.requests?.storage, '2Gi');
});
