import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MySqlTopology, type MySqlBackup } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { NotPossibleHere } from '../harness/not-possible-here';
import { claimOf } from '../harness/script-pod';
import { expandableClass } from '../harness/storage-classes';
import { waitFor } from '../harness/wait';
import { certificatesAndRenewal } from '../mysql/certificates';
import { accounts, mysql, passwords, type Variation } from '../mysql/deployment';
import { untilWhole } from '../mysql/group';
import { workload } from '../plan/objects';
import { Recipes } from '../runbook/recipes';

const secretOf = (name: string) => Secret.fromSecretName(new Chart(new App(), 'names'), name, name);
const optional = { requireSecureTransport: false };
const ALTER = (user: string, password: string) => `ALTER USER ${user} IDENTIFIED BY '${password}' RETAIN CURRENT PASSWORD;\n`;

/** A set whose program a reader changes and applies. */
class Program {
  public static async deploy(t: CaseContext): Promise<Program> {
    const storageClassName = await expandableClass(t);
    if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
    const password = { secret: secretOf('accounts'), key: 'backup' };
    const program = new Program(t, { storageClassName, backup: { password, storage: Size.gibibytes(1), storageClassName } });
    await t.apply([accounts()]);
    await program.apply({});
    await program.ready();
    return program;
  }

  private constructor(private readonly t: CaseContext, private variation: Variation) {}

  public get backup(): MySqlBackup {
    return this.variation.backup!;
  }

  public async apply(change: Variation): Promise<void> {
    this.variation = { ...this.variation, ...change };
    await this.t.apply(mysql(this.t.namespace, this.variation));
  }

  public async ready(): Promise<void> {
    await this.t.until.setReady('mysql', 300);
  }

  public recipes(): Recipes {
    return new Recipes('mysql', mysql(this.t.namespace, this.variation), this.t.namespace);
  }
}

clusterCase('the recipes of MySQL for faults and data run as they are printed', { level: 'full', seconds: 1500 }, async t => {
  const program = await Program.deploy(t);
  const ready = () => program.ready();
  const r = program.recipes();

  await r.follow('When something is wrong', [0], { mayFail: true });
  await r.follow('Bring a pod back', [0]);
  await r.follow('Back up', [0, 1]);
  assert.match(await r.follow('Back up', [2]), /wrote \/backup\//);
  await r.follow('Restore a backup', [0]);
  const dump = /(\S+\.sql\.gz)/.exec(await r.follow('Restore a backup', [1]))![1].split('/').pop()!;
  assert.match(await r.follow('Restore a backup', [2], { choose: { NAME: dump } }), /loaded \/backup\//);
  await r.follow('Restore a backup', [3], { choose: { '"$RUN"': 'restore-2' } });
  await r.follow('Restore a backup', [4, 5]);

  await r.follow('Switch over to another member', [0]);
  await program.apply({ firstBoot: false, primaryOrdinal: 1 });
  await r.follow('Switch over to another member', [1]);
  assert.equal(await r.follow('Switch over to another member', [2]), '0\n');
  await r.follow('Switch over to another member', [3]);
  r.leave('Switch over to another member', 'needs a member that is lost for good');
  await program.apply({ primaryOrdinal: 0 });
  await ready();

  const node = (await t.until.podReady('mysql-0')).spec?.nodeName ?? '';
  await r.follow('Handle a lost node', [0], { choose: { 'worker-1': node } });
  await r.follow('Handle a lost node', [2]);
  await ready();
  r.leave('Handle a lost node', 'needs a node that is lost, see the suite mysql-lost-nodes');
  await r.follow('Promote a replica', [0, 1]);
  r.leave('Promote a replica', 'needs a primary that is lost, see the suite mysql-lost-nodes');
  await r.follow('Clone a replica again', [0, 1]);
  await ready();
  await r.follow('Repair a replica that does not replicate', [0, 1, 2]);
  await ready();

  await r.follow('Resolve two histories', [0, 1]);
  const binlog = (await t.exec('mysql-2', 'mysql', ['sh', '-c', 'ls /var/lib/mysql/data | grep "^binlog.0" | head -n 1'])).trim();
  await r.follow('Resolve two histories', [2], { choose: { 'binlog.000012': binlog } });
  r.leave('Resolve two histories', 'needs mysqlbinlog on the machine of the reader', [3]);
  await r.follow('Resolve two histories', [4]);
  await ready();
  await r.follow('Resolve two histories', [5]);
  await ready();
  await r.follow('Resolve two histories', [6, 7, 8]);
  await program.apply({ primaryOrdinal: 2 });
  await r.follow('Resolve two histories', [9, 10]);
  await program.apply({ primaryOrdinal: 0 });
  await ready();

  await t.exec('mysql-0', 'mysql', ['mkdir', '/var/lib/mysql/data.aside']);
  await r.follow('Remove data that was moved aside', [0]);
  await t.exec('mysql-0', 'mysql', ['mkdir', '/var/lib/mysql/data.aside']);
  await r.follow('Open the volume of a member', [0]);
  r.save('Open the volume of a member', 'volume-of-mysql-0.yaml', { NODE: node });
  await r.follow('Open the volume of a member', [1, 2]);
  await r.follow('Remove data that was moved aside', [1, 2]);
  await ready();
  await r.follow('Open the volume of a member', [3]);
  const claim = await t.cluster.core.readNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: 'data-mysql-0' });
  const volume = { 'pv-old': claim.spec?.volumeName ?? '', 'CLASS': claim.spec?.storageClassName ?? '' };
  await r.follow('Give a member another volume', [0, 1, 2, 3, 4], { choose: { 'pv-old': volume['pv-old'] } });
  r.save('Give a member another volume', 'data-mysql-0.yaml', volume);
  await r.follow('Give a member another volume', [5, 6]);
  await ready();
  await t.cluster.core.patchPersistentVolume({
    name: volume['pv-old'], body: [{ op: 'replace', path: '/spec/persistentVolumeReclaimPolicy', value: 'Delete' }],
  });

  await r.follow('Take over the data of another system', [0, 1]);
  await ready();
  r.leave('Take over the data of another system', 'needs the server of another system', [2]);
  r.write('shop.sql', 'CREATE DATABASE shop; CREATE TABLE shop.orders (n INT PRIMARY KEY);\n');
  await r.follow('Take over the data of another system', [3]);
  assert.match(await r.follow('Take over the data of another system', [4]), /orders/);
  await r.follow('Restore when all volumes are lost', [0]);
  await program.apply({ firstBoot: true });
  for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) {
    await r.follow('Restore when all volumes are lost', [1], { choose: { 'mysql-0': pod } });
  }
  await r.follow('Restore when all volumes are lost', [2]);
  for (const title of PLANNED) { r.leave(title, 'is in the next case'); }
  for (const title of LIVE) { r.leave(title, 'needs a server outside of the set, as the suite mysql-live has one'); }
  r.leave('When something is wrong', 'needs a group, in the next case');
  r.assertAllRead();
  r.end();
});

/** Recipes of sets that follow a server outside. */
const LIVE = [
  'Follow another server', 'Cut over to the set', 'Promote a standby without its source', 'Follow a server again from the beginning',
];

/** Recipes of the second case. */
const PLANNED = [
  'Switch over in a group', 'Change the topology', 'A member does not join the group', 'Begin a group without a member',
  'The Services do not follow the primary', 'Add or remove members', 'Change a password', 'Replace a replication password that is too long',
  'Write a password without a line break', 'Provide a certificate', 'Require certificates of the members', 'Renew a certificate',
  'Grow the volumes', 'Upgrade MySQL', 'Add monitoring to a running set',
];

clusterCase('the recipes of MySQL for changes run as they are printed', { level: 'full', seconds: 1500 }, async t => {
  const program = await Program.deploy(t);
  const ready = () => program.ready();
  const r = program.recipes();
  const application = { '"shop"': '"application"' };

  await r.follow('Add or remove members', [0]);
  await t.apply([claimOf('data-mysql-4')]);
  await r.follow('Add or remove members', [1]);
  await t.apply([workload('Deployment', 'shop')] as never);
  await r.follow('Change a password', [0]);
  await r.follow('Change a password', [1], { input: ALTER('\'app\'@\'%\'', 'new') });
  await r.follow('Change a password', [2], { input: 'new\n', choose: application });
  await r.follow('Change a password', [3, 4, 5]);
  await r.follow('Change a password', [1], { input: 'ALTER USER \'app\'@\'%\' DISCARD OLD PASSWORD;\n' });
  const replication = ['stateful_members@\'%\'', 'stateful_replication@\'%\''];
  const statements = replication.map(user => `ALTER USER ${user} IDENTIFIED BY 'shorter';\n`).join('');
  await r.follow('Replace a replication password that is too long', [0], { input: statements });
  await r.follow('Replace a replication password that is too long', [1], { input: 'shorter\n' });
  await r.follow('Replace a replication password that is too long', [2]);
  await ready();
  await r.follow('Write a password without a line break', [0], { input: 'new\n', choose: application });

  const { current: [server, client], renewed } = certificatesAndRenewal(5);
  const write = ({ stringData = {} }: ReturnType<typeof issue>[number]) => {
    for (const [name, text] of Object.entries(stringData)) { r.write(name, text); }
  };
  await r.follow('Provide a certificate', [0]);
  write(server);
  await r.follow('Provide a certificate', [1]);
  const certificate = secretOf('mysql-tls');
  await program.apply({ firstBoot: false, tls: { certificate, ...optional } });
  await untilLog(t, 'mysql-2', 'bootstrap', /\[LoginRefused\]/, 120);
  await r.follow('Provide a certificate', [2], { seconds: 600 });
  await t.apply([client]);
  await program.apply({ tls: { certificate, clientCertificate: secretOf('mysql-client-tls'), ...optional } });
  await r.follow('Require certificates of the members', [0]);
  const required = `ALTER USER ${replication.join(', ')} REQUIRE X509;\n`;
  await r.follow('Require certificates of the members', [1], { input: required });
  await r.follow('Renew a certificate', [0]);
  write(renewed);
  await r.follow('Renew a certificate', [1]);
  await waitFor('the renewed files in all pods', { seconds: 180, everySeconds: 5 }, async () => {
    const sums = new Set((await r.follow('Renew a certificate', [2])).match(/^\w{64}/gm));
    return sums.size === 1 ? { found: true } : { seen: [...sums].join() };
  });
  await r.follow('Renew a certificate', [3]);

  await r.follow('Back up', [0, 1, 2]);
  await r.follow('Grow the volumes', [0, 1, 2]);
  await program.apply({ storage: Size.gibibytes(2), backup: { ...program.backup, storage: Size.gibibytes(2) } });
  await r.follow('Grow the volumes', [3, 4]);
  await ready();
  await r.follow('Upgrade MySQL', [0]);
  await program.apply({ image: 'docker.io/library/mysql:9.7' });
  await r.follow('Upgrade MySQL', [1]);
  assert.equal(await r.follow('Add monitoring to a running set', [0]), '');
  const grants = 'CREATE USER IF NOT EXISTS stateful_monitoring@localhost IDENTIFIED WITH auth_socket AS \'nobody\';\n';
  await r.follow('Add monitoring to a running set', [1], { input: [`${passwords.root}\n`, grants] });
  r.leave('Add monitoring to a running set', 'needs the image of an exporter');

  assert.match(await r.follow('Change the topology', [0]), /^$|^Retain\n?$/);
  const privileges = 'GRANT CONNECTION_ADMIN ON *.* TO stateful_members@\'%\';\n'
    + 'GRANT SELECT ON performance_schema.replication_group_members TO stateful_members@\'%\';\n'
    + 'GRANT BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO stateful_replication@\'%\';\n';
  await r.follow('Change the topology', [1], { input: [`${passwords.root}\n`, privileges] });
  await r.follow('Change the topology', [2]);
  await program.apply({ topology: MySqlTopology.groupReplication() });
  await r.follow('Change the topology', [3, 4]);
  await untilWhole(t, 3, 180);
  await r.follow('Switch over in a group', [0]);
  assert.match(await r.follow('Switch over in a group', [1]), /Primary server switched to/);
  await r.follow('Switch over in a group', [2]);
  await r.follow('When something is wrong', [0], { mayFail: true });
  await r.follow('When something is wrong', [1]);
  await r.follow('A member does not join the group', [0, 1]);
  await ready();
  await untilWhole(t, 3, 180);
  await r.follow('Begin a group without a member', [0]);
  r.leave('Begin a group without a member', 'accepts a loss, see the suite mysql-group-outages');
  await r.follow('The Services do not follow the primary', [0, 1, 2]);
  await untilWhole(t, 3, 60);
  await r.follow('Change the topology', [5, 6, 7]);
  await program.apply({ topology: undefined });
  await r.follow('Change the topology', [8]);
  // a pod starts without the account of the group
  await t.faults.deletePod('mysql-2', 'graceful');
  await ready();
  r.end();
});
