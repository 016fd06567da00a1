import { strict as assert } from 'node:assert';
import { admin, cassandra, deploy } from '../cassandra/deployment';
import { assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { claimOf, runScript } from '../harness/script-pod';
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

clusterCase('on first boot, files of another program on a volume are named, no ring begins, and no file changes', {
  level: 'full', seconds: 600,
}, async t => {
  const inVolume = (name: string, script: string) => runScript(t, {
    name, image: 'cassandra:5.0', user: 999, script, claims: { '/volume': 'data-cassandra-0' },
  });
  const listing = "find /volume -mindepth 1 -printf '%p %s %T@\\n' | sort";
  await t.apply([claimOf('data-cassandra-0')]);
  const before = await inVolume('before', `mkdir /volume/mysql; echo data >/volume/mysql/user.ibd; echo data >/volume/ibdata1; ${listing}`);

  await t.apply([admin(), ...cassandra(t.namespace)]);
  await untilTerminationMessage(t, 'cassandra-0', 'cassandra',
    /files that this preset did not write: ibdata1 mysql \. No file was changed.*VolumeForeign/, 120);
  await untilLog(t, 'cassandra-1', 'cassandra', /first boot: waiting for the members with lower ordinals/, 60);
  await t.faults.scale('cassandra', 0);
  await t.until.podGone('cassandra-0', 60);
  assert.equal(await inVolume('after', listing), before);

  await inVolume('emptied', 'rm -r /volume/mysql /volume/ibdata1');
  await t.faults.scale('cassandra', 3);
  await t.until.setReady('cassandra', 420);
  await assertOneRing(t);
});
