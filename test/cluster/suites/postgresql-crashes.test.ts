import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readPod } from '../harness/pods';
import { deploy, login } from '../postgresql/deployment';
import { primaryOf, untilEqual, untilWhole } from '../postgresql/members';
import { writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);
const all = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

function median(gaps: number[]): number {
  return [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}

/** The kubelet makes a container wait that restarts again and again; a new pod starts without that history. */
async function withoutBackOff(t: CaseContext, pod: string): Promise<void> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  if (status?.containerStatuses?.some(one => one.restartCount > 0)) { await t.faults.deletePod(pod); }
  await untilWhole(t);
}

clusterCase('ten kills of the primary lose no acknowledged write', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);
  const gaps: number[] = [];

  await recorder.during('ten times kill -9 of the primary', async () => {
    for (let i = 0; i < 10; i++) {
      await withoutBackOff(t, await primaryOf(t));
      gaps.push(await writeGap(t, writer, async () => t.faults.kill(await primaryOf(t))));
    }
  });
  gaps.forEach((gap, i) => t.against(`write gap around kill ${i + 1}`, gap, 30));
  t.against('median write gap around a kill', median(gaps), 15);

  await untilWhole(t);
  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('the server of the primary is killed, and Patroni starts it again', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of the postmaster', async () => {
    const primary = await primaryOf(t);
    const killPostmaster = ['bash', '-c', 'kill -9 "$(head -n 1 /var/lib/postgresql/pgdata/postmaster.pid)"'];
    t.against('write gap around a kill of the server', await writeGap(t, writer, async () => {
      await t.exec(primary, 'postgresql', killPostmaster);
    }), 15);
  });

  await untilWhole(t);
  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a forced deletion of the primary loses no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('primary pod deleted by force', async () => {
    for (let i = 0; i < 3; i++) {
      const gap = await writeGap(t, writer, async () => t.faults.deletePod(await primaryOf(t), 'force'));
      t.against(`write gap around deletion ${i + 1} of the primary`, gap, 30);
      await untilWhole(t);
    }
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('all members killed or deleted at once restart with all acknowledged writes', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of all members', async () => {
    await Promise.all(all.map(pod => t.faults.kill(pod)));
    await t.time('whole after a kill of all members', 60, () => untilWhole(t));
  });
  await recorder.during('all pods deleted by force', async () => {
    await t.faults.restartAll('postgresql', 'force');
    await t.time('whole after the loss of all pods', 60, () => untilWhole(t, 3, 180));
  });
  await recorder.during('all pods deleted', async () => {
    await t.faults.restartAll('postgresql', 'graceful');
    await t.time('whole after the deletion of all pods', 60, () => untilWhole(t, 3, 180));
  });

  await recorder.verdict();
  await untilEqual(t);
});
