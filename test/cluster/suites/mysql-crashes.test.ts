import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readPod } from '../harness/pods';
import { deploy, login } from '../mysql/deployment';
import { untilEqual, untilFollows } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

async function killUnderLoad(t: CaseContext, pod: string): Promise<number> {
  return writeGap(t, writer, () => t.faults.kill(pod));
}

/** The kubelet makes a container wait that restarts again and again; a new pod starts without that history. */
async function withoutBackOff(t: CaseContext, pod: string): Promise<void> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  if (status?.containerStatuses?.some(one => one.restartCount > 0)) { await t.faults.deletePod(pod); }
  await t.until.setReady('mysql', 120);
}

clusterCase('ten kills of the primary lose no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);
  const gaps: number[] = [];

  await recorder.during('ten times kill -9 of the primary', async () => {
    for (let i = 0; i < 10; i++) {
      await withoutBackOff(t, 'mysql-0');
      gaps.push(await killUnderLoad(t, 'mysql-0'));
    }
  });
  gaps.forEach((gap, i) => t.against(`write gap around kill ${i + 1}`, gap, 5));

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('after a forced deletion the primary has a new address, '
  + 'and replicas follow it by name', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('primary pod deleted by force', async () => {
    const gap = await writeGap(t, writer, async () => {
      await t.faults.deletePod('mysql-0', 'force');
      await t.until.podReady('mysql-0', 120);
      await t.time('replicas follow after the return of the primary', 5, async () => {
        await Promise.all(['mysql-1', 'mysql-2'].map(pod => untilFollows(t, pod, 'mysql-0.mysql')));
      });
    });
    t.against('write gap around the deletion of the primary', gap, 60);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('all pods deleted at once restart with all acknowledged writes', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('all pods deleted by force', async () => {
    await t.faults.restartAll('mysql', 'force');
    await t.time('all Ready after the loss of all pods', 60, () => t.until.setReady('mysql', 180));
  });
  await recorder.during('kill -9 of all members', async () => {
    await Promise.all(['mysql-0', 'mysql-1', 'mysql-2'].map(pod => t.faults.kill(pod)));
    await t.time('all Ready after a kill of all members', 30, () => t.until.setReady('mysql', 180));
  });

  await recorder.verdict();
  await untilEqual(t);
});
