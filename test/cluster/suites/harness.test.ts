import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { containerStatuses, readPod } from '../harness/pods';
import { pause } from '../harness/wait';
import { appendLog, appendLogWriter, type AppendLogOptions } from '../toy/append-log';

async function deploy(t: CaseContext, options: AppendLogOptions = {}): Promise<void> {
  await t.apply(appendLog(options));
  await t.until.setReady('log');
}

async function lines(t: CaseContext, pod = 'log-0'): Promise<string[]> {
  const text = await t.exec(pod, 'server', ['cat', '/data/log']);
  return text.split('\n').filter(Boolean);
}

async function writeTooMuch(t: CaseContext): Promise<string> {
  return t.exec('log-0', 'server', ['dd', 'if=/dev/zero', 'of=/data/more', 'bs=1024', 'count=128']);
}

async function succeeds(t: CaseContext, command: string): Promise<boolean> {
  const answer = await t.exec('log-0', 'server', ['sh', '-c', `if ${command}; then echo yes; else echo no; fi`]);
  return answer.trim().endsWith('yes');
}

clusterCase('a server that writes before it acknowledges keeps all '
  + 'acknowledged writes through a kill and a freeze', { level: 'quick' }, async t => {
  await deploy(t);
  const recorder = await t.record(appendLogWriter());

  await recorder.during('kill', async () => {
    await t.faults.kill('log-0');
    await t.time('Ready after a kill', 10, () => t.until.setReady('log'));
  });
  await recorder.during('freeze for 3 s', async () => {
    const frozen = await t.faults.freeze('log-0');
    await pause(3);
    await frozen.undo();
  });

  const { longestGap, acknowledged } = await recorder.verdict();
  t.against('longest gap around a freeze for 3 s', longestGap, 6);
  assert.ok(longestGap > 3, `writes went on after ${longestGap} s`);
  assert.ok(acknowledged > 50, `only ${acknowledged} writes`);
});

clusterCase('the recorder detects a server that acknowledges before it writes', { level: 'quick' }, async t => {
  await deploy(t, { durability: 'lossy' });
  const recorder = await t.record(appendLogWriter());

  await recorder.during('kill of a lossy server (must lose)', async () => {
    await t.faults.kill('log-0');
    await t.until.setReady('log');
  });

  await assert.rejects(recorder.verdict(), /lost/);
});

clusterCase('a recording does not start without an acknowledged write', { level: 'full' }, async t => {
  await deploy(t);

  await assert.rejects(t.record({ ...appendLogWriter(), env: { HOST: 'nobody' } }), /first acknowledged write/);
});

clusterCase('a partition separates a pod from other pods but not from its kubelet', { level: 'quick' }, async t => {
  await deploy(t, { replicas: 2 });
  const { status } = await readPod(t.cluster, t.namespace, 'log-1');
  const reachesPeer = () => succeeds(t, `timeout 2 wget -q -O /dev/null http://${status?.podIP}:8080/cgi-bin/log/lines`);
  assert.equal(await reachesPeer(), true);

  const partition = await t.faults.partition('log-1');
  assert.equal(await reachesPeer(), false);
  await pause(3);
  await t.until.podReady('log-1', 1);
  await partition.undo();

  assert.equal(await reachesPeer(), true);
});

clusterCase('broken DNS answers no query until the fault is undone', { level: 'quick' }, async t => {
  await deploy(t);
  const domain = await t.exec('log-0', 'server', ['sed', '-n', 's/^search .*\\(svc\\.[^ ]*\\).*/\\1/p', '/etc/resolv.conf']);
  const resolves = () => succeeds(t, `timeout 2 nslookup kubernetes.default.${domain.trim()}`);
  assert.equal(await resolves(), true);

  const broken = await t.faults.breakDns('log-0');
  assert.equal(await resolves(), false);
  await broken.undo();

  assert.equal(await resolves(), true);
});

clusterCase('a full volume rejects writes and keeps its data', { level: 'quick' }, async t => {
  await deploy(t);
  await t.exec('log-0', 'server', ['sh', '-c', 'echo kept >>/data/log']);

  await t.faults.fillVolume('log-0');
  await t.until.setReady('log');

  await assert.rejects(writeTooMuch(t), /No space left/);
  assert.deepEqual(await lines(t), ['kept']);
});

clusterCase('data written to the last free space of a volume remains when the volume has free space again', { level: 'full' }, async t => {
  await deploy(t);
  const recorder = await t.record(appendLogWriter());

  await recorder.during('full volume', async () => {
    const full = await t.faults.fillVolume('log-0', { freeKibibytes: 4 });
    await t.until.setReady('log');
    await assert.rejects(writeTooMuch(t), /No space left/);
    await full.undo();
    await t.until.setReady('log');
  });

  await recorder.verdict();
});

clusterCase('a lost volume is replaced by an empty one', { level: 'quick' }, async t => {
  await deploy(t);
  await t.exec('log-0', 'server', ['sh', '-c', 'echo kept >>/data/log']);

  await t.faults.loseVolume('log-0');
  await t.until.setReady('log');

  assert.deepEqual(await lines(t), []);
});

clusterCase('deleted pods keep their volume', { level: 'quick' }, async t => {
  await deploy(t, { replicas: 2 });
  await t.exec('log-0', 'server', ['sh', '-c', 'echo kept >>/data/log']);

  await t.faults.deletePod('log-0', 'force');
  await t.until.setReady('log');
  await t.faults.restartAll('log', 'graceful');
  await t.until.setReady('log');

  assert.deepEqual(await lines(t), ['kept']);
});

clusterCase('the API refuses an eviction beyond the budget', { level: 'quick' }, async t => {
  await deploy(t, { replicas: 2 });

  const first = await t.faults.evict('log-0');
  const second = await t.faults.evict('log-1');

  assert.deepEqual([first.refused, second.refused], [false, true]);
});

clusterCase('a set can be scaled, also beyond its manifests, and a changed setting rolls it', { level: 'quick' }, async t => {
  await deploy(t, { replicas: 1 });

  await t.faults.scale('log', 2);
  await t.until.setReady('log');
  const beyond = await t.faults.scalePast('log', appendLog({ replicas: 2 }), 1);
  assert.equal(beyond, 'log-2');
  await t.until.setReady('log');
  await t.faults.rollWith('log', appendLog({ replicas: 3, setting: 'another' }));
  await t.time('roll of three pods', 30, () => t.until.setReady('log', 90));
});

clusterCase('a fault without an effect is an error', { level: 'full' }, async t => {
  await deploy(t);

  await assert.rejects(t.faults.rollWith('log', appendLog()), /changes no pod/);
  await assert.rejects(t.faults.kill('log-1'), /there is no pod log-1/);
  await assert.rejects(t.faults.partition('log-0'), /no pod to part log-0 from/);
});

clusterCase('a kill restarts the container and keeps the pod', { level: 'full' }, async t => {
  await deploy(t);
  const before = await readPod(t.cluster, t.namespace, 'log-0');

  await t.faults.kill('log-0');
  await t.until.setReady('log');

  const after = await readPod(t.cluster, t.namespace, 'log-0');
  assert.equal(after.metadata?.uid, before.metadata?.uid);
  assert.equal(containerStatuses(after)[0].restartCount, 1);
});
