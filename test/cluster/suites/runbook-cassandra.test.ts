import { strict as assert } from 'node:assert';
import type { V1Secret } from '@kubernetes/client-node';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { CassandraRepair } from '../../../src';
import { podUids } from '../apps/observe';
import { cqlAs, untilApplied, untilJobSays } from '../cassandra/accounts';
import { certificates } from '../cassandra/certificates';
import { admin, cassandra, type Variation } from '../cassandra/deployment';
import { all, assertOneRing, ringOf } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { NotPossibleHere } from '../harness/not-possible-here';
import { expandableClass } from '../harness/storage-classes';
import { waitFor } from '../harness/wait';
import { Recipes } from '../runbook/recipes';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

const USERS: V1Secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users' }, stringData: { shop: 'word' } };

/** The recipes of each case. */
const RECIPES = {
  accounts: [
    'See the ring', 'Declare keyspaces and users', 'Change the number of copies', 'Repair regularly',
    'Change the password of the superuser',
  ],
  growth: ['Go from one member to three'],
  sizes: ['Grow the volumes', 'Add members', 'Remove members', 'Restart the members'],
  volume: ['Replace a lost or damaged volume', 'Serve without a repair'],
  losses: ['Replace a member whose Service was deleted', 'Recover when most volumes are lost'],
  tls: ['Provide a certificate', 'Turn TLS on or off', 'Renew a certificate'],
};

/** A ring whose program a reader changes and applies. */
class Program {
  public static async deploy(t: CaseContext, given: Variation = {}): Promise<Program> {
    const program = new Program(t, given);
    await t.apply([admin(), USERS]);
    await program.apply({});
    await program.ready();
    await program.apply({ firstBoot: false });
    return program;
  }

  private constructor(private readonly t: CaseContext, private variation: Variation) {}

  public get manifests() {
    return cassandra(this.t.namespace, this.variation, (ring, chart) => {
      ring.addKeyspace('orders', { owner: 'shop' });
      ring.addUser('shop', { password: { secret: Secret.fromSecretName(chart, 'Users', 'users'), key: 'shop' } });
    });
  }

  public async apply(change: Variation): Promise<void> {
    this.variation = { ...this.variation, ...change };
    await this.t.apply(this.manifests);
  }

  public async ready(): Promise<void> {
    await this.t.until.setReady('cassandra', 480);
  }

  public recipes(): Recipes {
    return new Recipes('cassandra', this.manifests, this.t.namespace);
  }
}

/** No block of these recipes is left, and no recipe of the page is in no case. */
function end(r: Recipes, mine: string[]): void {
  r.leave('Collect metrics and alerts', 'needs the operator of Prometheus');
  r.leave('Make room on a full volume', 'needs a full volume, see the suite cassandra-full-volume');
  for (const title of ['Handle a lost node', 'Return a member to its rack']) { r.leave(title, 'needs nodes in three zones'); }
  for (const title of ['Take snapshots', 'Restore a ring', 'Bring a table back']) {
    r.leave(title, 'needs an object store, see the suite cassandra-snapshots');
  }
  for (const title of Object.values(RECIPES).flat().filter(one => !mine.includes(one))) { r.leave(title, 'is in another case'); }
  r.assertAllRead();
  r.end();
}

/** The writer creates the keyspace with three copies, unless it exists. */
async function createWithOneCopy(t: CaseContext): Promise<void> {
  const replication = '{\'class\': \'NetworkTopologyStrategy\', \'datacenter1\': 1}';
  await cqlAs(t, 'admin', PASSWORD, `CREATE KEYSPACE app WITH replication = ${replication}`, { pod: 'cassandra-0' });
}

async function setCopies(t: CaseContext, r: Recipes, keyspace: string, copies: number): Promise<void> {
  const title = 'Change the number of copies';
  const statement = r.sql(title, { 'orders': keyspace, '\'datacenter1\': 4': `'datacenter1': ${copies}` });
  await r.follow(title, [0], { input: [`${PASSWORD}\n`, statement] });
  const described = await cqlAs(t, 'admin', PASSWORD, `DESCRIBE KEYSPACE ${keyspace}`, { pod: 'cassandra-0' });
  assert.match(described, new RegExp(`'datacenter1': '${copies}'`));
  await r.follow(title, [1], { choose: { orders: keyspace } });
}

clusterCase('the recipes of Cassandra for accounts, copies and repairs run as they are printed', {
  level: 'full', seconds: 1200,
}, async t => {
  const program = await Program.deploy(t, { repair: CassandraRepair.full() });
  const r = program.recipes();
  await untilApplied(t, program.manifests);
  assert.equal((await r.follow('See the ring', [0])).match(/^UN /gm)?.length, 3);
  assert.match(await r.follow('Declare keyspaces and users', [0]), /applied: keyspace orders 3 shop/);

  await createWithOneCopy(t);
  const recorder = await t.record(cassandraWriter());
  await recorder.during('from 1 copy to 3', async () => {
    await setCopies(t, r, 'app', 2);
    await setCopies(t, r, 'app', 3);
  });
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
  await setCopies(t, r, 'app', 2);
  for (const pod of all) { await t.exec(pod, 'cassandra', ['nodetool', 'cleanup', 'app']); }
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }

  assert.match(await r.follow('Repair regularly', [0, 1], { seconds: 420 }), /every member has repaired its primary ranges/);
  await r.follow('Repair regularly', [2, 3], { seconds: 420 });

  const title = 'Change the password of the superuser';
  await r.follow(title, [0], { input: [`${PASSWORD}\n`, r.sql(title)] });
  const password = /'(.*)'/.exec(r.sql(title))![1];
  await t.apply([admin(password)]);
  assert.match(await r.follow(title, [0], { input: [`${password}\n`, 'LIST USERS;\n'] }), /shop/);
  assert.match(await cqlAs(t, 'admin', PASSWORD, 'LIST USERS'), /Bad credentials|AuthenticationFailed/);
  end(r, RECIPES.accounts);
});

clusterCase('a ring of one member goes to three as the recipe is printed, and keeps every row and account', {
  level: 'full', seconds: 1200,
}, async t => {
  const program = await Program.deploy(t, { replicas: 1, allowSingleMember: true });
  await untilApplied(t, program.manifests);
  await createWithOneCopy(t);
  const recorder = await t.record(cassandraWriter());
  await program.apply({ replicas: 3, allowSingleMember: undefined });
  const r = program.recipes();
  const title = 'Go from one member to three';
  const session = (statements: string) => r.follow(title, [1], { input: [`${PASSWORD}\n`, statements] });

  await recorder.during('from one member to three', async () => {
    await r.follow(title, [0], { seconds: 480 });
    await session(r.sql(title));
    await r.follow(title, [2]);
    await session(r.sql(title, { '\'replication_factor\': 2': '\'replication_factor\': 3' }));
    await r.follow(title, [2]);
    for (const keyspace of ['app', 'orders']) {
      for (const copies of [2, 3]) { await setCopies(t, r, keyspace, copies); }
    }
  });
  await untilJobSays(t, /CopiesDiffer/);
  await r.follow(title, [3]);
  await program.apply({});
  await untilApplied(t, program.manifests);

  await assertOneRing(t);
  const replication = await cqlAs(t, 'admin', PASSWORD, 'SELECT keyspace_name, replication FROM system_schema.keyspaces');
  for (const keyspace of ['system_auth', 'system_distributed', 'system_traces', 'app', 'orders']) {
    assert.match(replication, new RegExp(`^ *${keyspace} .*'3'`, 'm'));
  }
  for (const pod of all) {
    await recorder.verdict({ ONLY: pod });
    assert.match(await cqlAs(t, 'shop', 'word', 'SELECT key FROM system.local', { pod }), /local/);
  }
  end(r, [...RECIPES.growth, 'Change the number of copies']);
});

clusterCase('the recipes of Cassandra for volumes and members run as they are printed', { level: 'full', seconds: 1500 }, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  const program = await Program.deploy(t, { storageClassName, storage: Size.mebibytes(512) });
  const r = program.recipes();
  const recorder = await t.record(cassandraWriter());
  const ring = await assertOneRing(t);

  await recorder.during('larger volumes', async () => {
    assert.match(await r.follow('Grow the volumes', [0]), new RegExp(`${storageClassName} +true`));
    await r.follow('Grow the volumes', [1, 2]);
    await program.apply({ storage: Size.mebibytes(1024) });
    await waitFor('larger claims', { seconds: 120, everySeconds: 2 }, async () => {
      const { items } = await t.cluster.core.listNamespacedPersistentVolumeClaim({ namespace: t.namespace });
      const seen = items.map(({ status }) => status?.capacity?.storage);
      return seen.every(size => size === '1Gi') ? { found: true } : { seen: seen.join() };
    });
    await waitFor('the restart of the members', { seconds: 300, everySeconds: 2 }, async () => {
      // a set that takes over pods has one revision from the start, so that it seems to be rolled out
      const { status } = await t.cluster.apps.readNamespacedStatefulSet({ namespace: t.namespace, name: 'cassandra' });
      return status?.updatedReplicas === 3 ? { found: true } : { seen: `${status?.updatedReplicas ?? 0} updated` };
    });
    await program.ready();
  });
  // larger volumes have more time to start, so their apply has restarted the pods
  const pods = await podUids(t, 'cassandra');
  await recorder.during('a fourth member', async () => {
    await program.apply({ replicas: 4 });
    await r.follow('Add members', [0], { seconds: 480 });
    await r.follow('Add members', [1]);
  });
  await assertOneRing(t, [...all, 'cassandra-3']);
  await recorder.during('three members', async () => {
    await r.follow('Remove members', [0]);
    await program.apply({ replicas: 3 });
    await r.follow('Remove members', [1, 2]);
  });
  assert.deepEqual([await podUids(t, 'cassandra'), await assertOneRing(t)], [pods, ring]);
  await recorder.during('restarts', () => r.follow('Restart the members', [0], { seconds: 480 }).then(() => {}));

  assert.deepEqual(await assertOneRing(t), ring);
  await recorder.verdict();
  end(r, RECIPES.sizes);
});

clusterCase('the recipes of Cassandra for a lost volume run as they are printed', { level: 'full', seconds: 1200 }, async t => {
  const program = await Program.deploy(t);
  const r = program.recipes();
  const before = await assertOneRing(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('volume of cassandra-1 lost, and cassandra-2 cut off', async () => {
    await r.follow('Replace a lost or damaged volume', [0, 1]);
    await untilLog(t, 'cassandra-1', 'cassandra', /this member is in the ring/, 240);
    const cut = await t.faults.partition('cassandra-2');
    await untilLog(t, 'cassandra-1', 'cassandra', /the repair has failed, and is tried again.*Serve without a repair/, 180);
    await r.follow('Serve without a repair', [0]);
    await t.until.podReady('cassandra-1', 180);
    // the log of a server that runs does not end
    await r.follow('Replace a lost or damaged volume', [2], { mayFail: true, seconds: 10 });
    await untilLog(t, 'cassandra-1', 'cassandra', /the repair was skipped, .* and this member serves clients/);
    await cut.undo();
    await program.ready();
    await waitFor('the members to see each other', { seconds: 90, everySeconds: 5 }, async () => {
      const ring = await ringOf(t, 'cassandra-1');
      return ring.every(member => member.startsWith('UN')) ? { found: true } : { seen: ring.join('; ') };
    });
    assert.match(await r.follow('Serve without a repair', [1]), /Repair completed successfully/);
  });
  assert.deepEqual(await assertOneRing(t), before);

  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
  end(r, RECIPES.volume);
});

clusterCase('the recipes of Cassandra for lost Services and most volumes run as they are printed', {
  level: 'full', seconds: 1200,
}, async t => {
  const program = await Program.deploy(t);
  const r = program.recipes();
  await assertOneRing(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('Service and volume of cassandra-1 lost', async () => {
    const service = { namespace: t.namespace, name: 'cassandra-1' };
    const former = (await t.cluster.core.readNamespacedService(service)).spec!.clusterIP!;
    await t.cluster.core.deleteNamespacedService(service);
    await t.faults.loseVolume('cassandra-1');
    await program.apply({});
    const unknown = new RegExp(`the ring has a record of ${former} and none of this member.*AddressUnknown`);
    await untilLog(t, 'cassandra-1', 'cassandra', unknown, 180);
    const title = 'Replace a member whose Service was deleted';
    assert.match(await r.follow(title, [0]), new RegExp(`^DN +${former} `, 'm'));
    await r.follow(title, [1], { choose: { '10.96.0.21': former } });
    await program.ready();
  });
  await assertOneRing(t);

  await recorder.during('volumes of cassandra-0 and cassandra-1 lost', async () => {
    await Promise.all(['cassandra-0', 'cassandra-1'].map(pod => t.faults.loseVolume(pod)));
    for (const pod of ['cassandra-0', 'cassandra-1']) {
      await untilLog(t, pod, 'cassandra', /cannot give their data.*EmptyVolumeWaits/, 120);
    }
    for (const pod of ['cassandra-0', 'cassandra-1']) {
      await r.follow('Recover when most volumes are lost', [0], { choose: { 'cassandra-0': pod } });
      await untilLog(t, pod, 'cassandra', /this member is in the ring/, 240);
    }
    await program.ready();
  });
  await assertOneRing(t);
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
  end(r, RECIPES.losses);
});

clusterCase('the recipes of Cassandra for certificates run as they are printed', { level: 'full', seconds: 1500 }, async t => {
  const program = await Program.deploy(t);
  const r = program.recipes();
  const { first, renewed } = certificates();
  const write = ({ stringData = {} }: V1Secret) => {
    r.write('key.pem', stringData['tls.key']);
    r.write('tls.crt', stringData['tls.crt']);
    r.write('ca.crt', stringData['ca.crt']);
  };
  write(first);
  await r.follow('Provide a certificate', [0, 1]);
  const certificate = Secret.fromSecretName(new Chart(new App(), 'names'), 'Tls', 'cassandra-tls');
  assert.match(await r.follow('Turn TLS on or off', [0]), /cassandra-tls +Opaque +3/);
  await program.apply({ tls: { certificate, requireSecureTransport: false } });
  await r.follow('Turn TLS on or off', [1], { seconds: 420 });
  await program.apply({ tls: { certificate } });
  await r.follow('Turn TLS on or off', [1], { seconds: 420 });
  await r.follow('Provide a certificate', [2]);
  await program.ready();
  await assertOneRing(t);
  assert.match(await cqlAs(t, 'admin', PASSWORD, 'LIST USERS'), /Connection error/);

  write(renewed);
  await r.follow('Provide a certificate', [0, 1]);
  await waitFor('the renewed files', { seconds: 180, everySeconds: 5 }, async () => {
    const log = await r.follow('Renew a certificate', [0], { mayFail: true });
    return /keystore.pem is renewed/.test(log) ? { found: true } : { seen: log };
  });
  await r.follow('Renew a certificate', [1]);
  const shown = 'openssl s_client -CAfile /run/secrets/cassandra-tls/ca.crt -connect cassandra-0:9042 </dev/null 2>&1 | grep ^subject';
  assert.match(await t.exec('cassandra-2', 'cassandra', ['sh', '-c', shown]), /CN ?= ?renewed/);
  await assertOneRing(t);
  end(r, RECIPES.tls);
});
