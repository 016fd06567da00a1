import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MySqlTopology, NetworkAccess, NetworkPeer } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { certificates, tls } from '../mysql/certificates';
import { deploy, login, mysql, type Variation } from '../mysql/deployment';
import { all, cloneLostPrimary, primaryOf, untilWhole } from '../mysql/group';
import { runNow } from '../mysql/jobs';
import { trySql, untilEqual } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const names = new Chart(new App(), 'names');
const backup = { password: { secret: Secret.fromSecretName(names, 'Accounts', 'accounts'), key: 'backup' }, storage: Size.gibibytes(1) };
const writers = NetworkPeer.pods({ writer: 'mysql-numbers' });

/** The first address behind the Service of the API. */
async function apiServer(t: CaseContext): Promise<NetworkPeer> {
  const { subsets } = await t.cluster.core.readNamespacedEndpoints({ namespace: 'default', name: 'kubernetes' });
  return NetworkPeer.cidr(`${subsets?.[0].addresses?.[0].ip}/32`);
}

clusterCase('a group with certificates in an isolated network clones a member, replaces a killed primary, and is backed up', {
  level: 'full', seconds: 900,
}, async t => {
  const variation: Variation = {
    topology: MySqlTopology.groupReplication({ apiServer: await apiServer(t), primaryServesReaders: false }),
    networkAccess: NetworkAccess.isolated(writers),
    tls: { ...tls, requireSecureTransport: false },
    backup,
  };
  await t.apply(certificates(3));
  await deploy(t, variation);
  await untilWhole(t);
  const writer = { ...mysqlWriter('mysql-primary', login), labels: { writer: 'mysql-numbers' } };
  const recorder = await t.record(writer);

  await recorder.during('volume lost, then a kill of the primary', async () => {
    await cloneLostPrimary(t, writer);
    const killed = await primaryOf(t);
    t.against('write gap around a kill', await writeGap(t, writer, () => t.faults.kill(killed)), 8);
    await untilWhole(t);
  });

  // those who read are led to secondaries alone
  const primary = await primaryOf(t);
  const readers = await t.cluster.core.readNamespacedEndpoints({ namespace: t.namespace, name: 'mysql-read' });
  const served = (readers.subsets ?? []).flatMap(({ addresses }) => addresses ?? []).map(({ targetRef }) => targetRef?.name);
  assert.deepEqual(served.sort(), all.filter(pod => pod !== primary));
  assert.match(await runNow(t, mysql(t.namespace, variation), { cronJob: 'mysql-backup', name: 'dump' }), /wrote \/backup\//);
  assert.match(await trySql(t, primary, 'SHOW STATUS LIKE \'Ssl_server_not_after\'') ?? '', /GMT/);

  await recorder.verdict();
  await untilEqual(t);
});
