import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PostgreSqlDurability, type PostgreSqlRepository } from '../../../src';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { NotPossibleHere } from '../harness/not-possible-here';
import { expandableClass } from '../harness/storage-classes';
import { pause, waitFor } from '../harness/wait';
import { certificates } from '../postgresql/certificates';
import { accounts, postgresql, type Variation } from '../postgresql/deployment';
import { primaryOf, sql, switchTo, untilCounted, untilWhole } from '../postgresql/members';
import { objectStore, STORE } from '../postgresql/object-store';
import { Recipes } from '../runbook/recipes';

const names = new Chart(new App(), 'names');
const secretOf = (name: string) => Secret.fromSecretName(names, `Secret${names.node.children.length}`, name);
const tls = { certificate: secretOf('postgresql-tls'), clientCertificate: secretOf('postgresql-client-tls') };

const repository: PostgreSqlRepository = {
  endpoint: STORE.endpoint,
  bucket: STORE.bucket,
  path: '/test/postgresql',
  accessKey: { secret: secretOf('store'), key: 'access' },
  secretKey: { secret: secretOf('store'), key: 'secret' },
  authority: { secret: secretOf('store-tls'), key: 'ca.crt' },
  pathStyle: true,
};

/** The certificate that the server of the primary shows, by its serial number. */
const SERIAL = 'openssl s_client -starttls postgres -connect localhost:5432 </dev/null 2>/dev/null | openssl x509 -noout -serial';

clusterCase('the runbook of PostgreSQL runs as it is printed', { level: 'full', seconds: 1800 }, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  let variation: Variation = {
    image: 'localhost/postgres-backrest:18',
    maxConnections: 120,
    storageClassName,
    backup: { storage: Size.gibibytes(1) },
    archive: { repository, certificate: secretOf('archive-tls') },
  };
  const manifests = () => postgresql(t.namespace, variation, db => db.addDatabase('orders', { owner: 'app' }));
  const apply = async (change: Variation) => {
    variation = { ...variation, ...change };
    await t.apply(manifests());
  };
  await t.apply([accounts(), ...objectStore(), ...issue([
    { secret: 'store-tls', name: 'store', extensions: [hostsExtension(['store'])] },
    {
      secret: 'archive-tls', name: 'pgbackrest', extensions: [hostsExtension(['*.postgresql']), 'extendedKeyUsage=serverAuth,clientAuth'],
    },
  ])]);
  await apply({});
  await untilWhole(t, 3, 300);
  await apply({ firstBoot: false });
  const r = new Recipes('postgresql', manifests(), t.namespace);

  assert.match(await r.follow('See the state', [0]), /Leader/);
  await r.follow('Bring a pod back', [0]);
  await untilCounted(t);
  await r.follow('Switch over', [1]);
  await untilWhole(t);
  assert.equal(await primaryOf(t), 'postgresql-1');
  await untilCounted(t);
  await r.follow('Switch over', [0]);
  await untilWhole(t);
  assert.notEqual(await primaryOf(t), 'postgresql-1');
  await r.follow('Pause Patroni', [0]);
  await switchTo(t, 'postgresql-0');
  await r.follow('Clone a member again', [0, 1]);
  await untilWhole(t, 3, 240);
  await r.follow('Declare databases and users', [0]);

  await r.follow('Back up', [0]);
  const dump = /\d{4}-\d\d-\d\dT[-\d]+Z/.exec(await r.follow('Restore a dump', [0]))![0];
  const choose = { '2026-01-02T03-00-00Z': dump, 'DATABASE=shop': 'DATABASE=app' };
  assert.match(await r.follow('Restore a dump', [1], { choose }), /loaded/);
  assert.match(await r.follow('Take a physical backup', [0]), /full backup/);
  // the pods of Jobs are no members
  assert.equal((await r.follow('See the state', [0])).match(/^\| [\w-]+ +\| +\|/gm), null);
  r.leave('Restore to a point in time', 'needs another program, see the suite postgresql-archive');

  await r.follow('Add or remove members', [0]);
  await switchTo(t, 'postgresql-1');
  await untilCounted(t);
  await r.follow('Add or remove members', [1]);
  await untilWhole(t);
  await apply({ replicas: 4 });
  await untilWhole(t, 4, 240);
  await apply({ replicas: 3 });
  await untilWhole(t, 3, 240);
  assert.equal(await primaryOf(t), 'postgresql-0');
  await r.follow('Grow the volumes', [0, 1]);
  await apply({ storage: Size.gibibytes(2) });
  await untilWhole(t, 3, 400);
  await apply({ maxConnections: 100 });
  await untilWhole(t, 3, 400);
  await r.follow('Put smaller values into force', [0]);
  await untilWhole(t, 3, 240);
  for (const ordinal of [0, 1, 2]) { assert.equal(await sql(t, `postgresql-${ordinal}`, 'SHOW max_connections'), '100'); }

  const write = () => {
    const [server, client] = certificates(3);
    for (const [name, text] of Object.entries(server.stringData ?? {})) { r.write(name, text); }
    return client;
  };
  await t.apply([write()]);
  await r.follow('Change the certificates of the members', [0]);
  await apply({ tls });
  await untilLog(t, 'postgresql-2', 'postgresql', /does not support SSL/, 240);
  await r.follow('Change the certificates of the members', [1], { seconds: 420 });
  await untilWhole(t, 3, 240);
  // the roll back to a server certificate alone stops as well
  await apply({ tls: { certificate: tls.certificate } });
  await untilLog(t, 'postgresql-2', 'postgresql', /requires a valid client certificate/, 240);
  await r.follow('Change the certificates of the members', [1], { seconds: 420 });
  await untilWhole(t, 3, 240);

  const serial = async () => (await t.exec(await primaryOf(t), 'postgresql', ['bash', '-c', SERIAL])).trim();
  const former = await serial();
  write();
  await r.follow('Renew a certificate', [0]);
  await waitFor('the files to be renewed', { seconds: 180, everySeconds: 5 }, async () => {
    const sums = new Set((await r.follow('Renew a certificate', [1])).match(/[0-9a-f]{64}/g));
    return sums.size === 1 ? { found: true } : { seen: [...sums].join(' ') };
  });
  assert.equal(await serial(), former, 'a server shows its former certificate until it reloads');
  await r.follow('Renew a certificate', [2]);
  await pause(3);
  assert.notEqual(await serial(), former);

  r.leave('Change a password', 'asks for the password on a terminal');
  r.leave('Upgrade to a new major version', 'needs an image of the former one, see the suite postgresql-versions');
  await switchTo(t, 'postgresql-0');
  await apply({ durability: PostgreSqlDurability.quorum() });
  await Promise.all(['postgresql-0', 'postgresql-1'].map(pod => t.faults.loseVolume(pod)));
  await pause(45);
  await r.follow('Elect a primary without a quorum', [0]);
  await untilWhole(t, 3, 300);

  await r.follow('Restore a set that lost all volumes', [0]);
  for (const ordinal of [0, 1, 2]) {
    await t.cluster.core.deleteNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: `data-postgresql-${ordinal}` });
  }
  await apply({ firstBoot: true, archive: undefined });
  await untilWhole(t, 3, 300);
  r.assertAllRead();
  r.end();
});
