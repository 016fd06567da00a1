import { strict as assert } from 'node:assert';
import { cassandra, deploy } from '../cassandra/deployment';
import { assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { runScript } from '../harness/script-pod';
import { untilTerminationMessage } from '../harness/termination';
import { cassandraWriter } from '../writers/cassandra';

/** Changes the volume of a member from another pod, and restarts the member. */
async function change(t: CaseContext, member: string, script: string): Promise<void> {
  await runScript(t, { name: `change-${member}`, image: 'cassandra:5.0', user: 999, script, claims: { '/volume': `data-${member}` } });
  await t.faults.deletePod(member, 'force');
}

clusterCase('a member refuses the volume of another one, a copy of another namespace and files of another installation', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('foreign volumes', async () => {
    await change(t, 'cassandra-1', 'cp /volume/owner /volume/owner.kept; echo "shop elsewhere/cassandra-1" >/volume/owner');
    await untilTerminationMessage(t, 'cassandra-1', 'cassandra', /the volume has the data of 'shop elsewhere\/cassandra-1'.*VolumeOfAnotherMember/, 120);
    await change(t, 'cassandra-1', 'mv /volume/owner /volume/owner.other');
    await untilTerminationMessage(t, 'cassandra-1', 'cassandra', /files that this preset did not write.*VolumeForeign/, 120);
    await change(t, 'cassandra-1', 'rm /volume/owner.other; mv /volume/owner.kept /volume/owner');
    await t.until.setReady('cassandra', 240);

    const extra = await t.faults.scalePast('cassandra', cassandra(t.namespace, { firstBoot: false }));
    assert.equal(extra, 'cassandra-3');
    await untilTerminationMessage(t, extra, 'cassandra', /member 3 is not one of the 3 members.*MemberNotConfigured/, 120);
    await t.faults.scale('cassandra', 3);
    await t.until.setReady('cassandra', 120);
  });

  await assertOneRing(t);
  await recorder.verdict();
});
