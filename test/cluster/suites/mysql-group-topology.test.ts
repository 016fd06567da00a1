import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { deploy, login, mysql, passwords } from '../mysql/deployment';
import { all, deployGroup, group, primaryOf, secondariesOf, untilWhole } from '../mysql/group';
import { sql, untilEqual } from '../mysql/members';
import { untilWritesAgain } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

/** The privileges of the procedure in docs/presets/mysql/operations.md. */
const GRANTS = `GRANT CONNECTION_ADMIN ON *.* TO stateful_members@'%';
  GRANT SELECT ON performance_schema.replication_group_members TO stateful_members@'%';
  GRANT BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO stateful_replication@'%';`;

async function asRoot(t: CaseContext, pod: string, statements: string): Promise<void> {
  const client = `MYSQL_PWD='${passwords.root}' mysql --no-defaults --user=root --socket=/var/run/mysqld/mysqld.sock -e "$1"`;
  await t.exec(pod, 'mysql', ['bash', '-c', client, 'bash', statements]);
}

async function stop(t: CaseContext): Promise<void> {
  await t.faults.scale('mysql', 0);
  for (const pod of all) { await t.until.podGone(pod, 180); }
}

async function untilRefused(t: CaseContext, pod: string, code = 'TopologyChanged'): Promise<void> {
  await untilLog(t, pod, 'bootstrap', new RegExp(`\\[${code}\\]`), 120);
}

clusterCase('a stopped set becomes a group and a primary with replicas again with all acknowledged writes, '
  + 'and a running one does not', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('topology of a running set changed, and changed back', async () => {
    await t.apply(group(t.namespace));
    await untilRefused(t, 'mysql-2', 'AccountsOfReplication');
    await asRoot(t, 'mysql-0', GRANTS);
    await untilRefused(t, 'mysql-2');
    await t.apply(mysql(t.namespace));
    await t.until.setReady('mysql', 180);
    await untilWritesAgain(t, writer);
  });
  await recorder.during('stopped, and started as a group', async () => {
    await stop(t);
    await t.apply(group(t.namespace));
    await t.time('group whole after the change of the topology', 90, () => untilWhole(t, 3, 240));
    await untilWritesAgain(t, writer);
  });
  await recorder.during('topology of a running group changed, and changed back', async () => {
    await t.apply(mysql(t.namespace));
    await untilRefused(t, 'mysql-2');
    await t.apply(group(t.namespace));
    await untilWhole(t, 3, 240);
    await untilWritesAgain(t, writer);
  });
  await recorder.during('stopped, and started as a primary with replicas', async () => {
    await stop(t);
    await t.apply(mysql(t.namespace));
    await t.time('primary and replicas Ready after the change of the topology', 90, () => t.until.setReady('mysql', 240));
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a member of a group that has not applied all that it received becomes a replica with all of it', {
  level: 'full', seconds: 900,
}, async t => {
  await deployGroup(t);
  const [secondary] = await secondariesOf(t);
  const recorder = await t.record(writer);

  await recorder.during('a secondary applies nothing, the set is stopped, and started as a primary with replicas', async () => {
    const lock = sql(t, secondary, 'FLUSH TABLES WITH READ LOCK; DO SLEEP(120)').catch(() => '');
    await pause(5);
    await stop(t);
    await lock;
    await t.apply(mysql(t.namespace));
    await t.until.setReady('mysql', 240);
    assert.match(await logOf(t, secondary, 'bootstrap'), /applying what was received before/);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

/** Blocks all connections of the pods but those to pods, or none. */
function egress(mayReachTheApi: boolean) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'api' },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mysql' } },
      policyTypes: ['Egress'],
      egress: mayReachTheApi ? [{}] : [{ to: [{ namespaceSelector: {} }] }],
    },
  };
}

clusterCase('without the Kubernetes API a group still elects another primary, and the Service follows when the API is back', {
  level: 'full', seconds: 600,
}, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);
  const former = await primaryOf(t);

  await recorder.during('API unreachable for the members for 60 s, and a kill of the primary', async () => {
    await t.apply([egress(false)]);
    await pause(15);
    await t.faults.kill(former);
    await pause(45);
    assert.equal(await primaryOf(t), former);
    await t.apply([egress(true)]);
    await t.time('writes go on after the API is back', 15, () => untilWritesAgain(t, writer));
    await untilWhole(t);
  });
  assert.notEqual(await primaryOf(t), former);

  await recorder.verdict();
  await untilEqual(t);
});
