import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { cpuTimesAtRest, withContainers } from '../harness/cpu-time';
import { progress } from '../harness/progress';
import { pause } from '../harness/wait';
import { accounts, deploy, mysql } from '../mysql/deployment';
import { sql } from '../mysql/members';
import { zookeeper } from '../zookeeper/deployment';

/** The set with probes that look once and run often, as is usual. */
function withFrequentProbes(manifests: KubernetesObject[]): KubernetesObject[] {
  return withContainers(manifests, ({ readinessProbe, livenessProbe }) => ({
    readinessProbe: {
      ...readinessProbe,
      // one attempt, and no time to wait or to watch
      exec: { command: [...readinessProbe.exec.command.slice(0, -3), '1', '0', '0'] },
      periodSeconds: 2,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    livenessProbe: { ...livenessProbe, periodSeconds: 10, failureThreshold: 12 },
  }));
}

/** Applies a set with the probes of its preset and one with frequent probes, and compares their CPU times at rest with the bar. */
async function compareAtRest(t: CaseContext, bar: number, set: (name: string) => KubernetesObject[]): Promise<void> {
  await t.apply([...set('own'), ...withFrequentProbes(set('often'))]);
  for (const name of ['own', 'often']) { await t.until.setReady(name, 300); }

  const [own, often] = await cpuTimesAtRest(t, ['own', 'often'], 75, 120);
  progress(`CPU time of three members in 120 s: ${own}, with frequent probes ${often}: ${(own / often).toFixed(3)} (bar ${bar})`);
  assert.ok(own / often <= 2 * bar, `a set at rest takes ${(own / often).toFixed(3)} of the CPU time with frequent probes`);
}

clusterCase('at rest, a set of MySQL takes a part of the CPU time that frequent probes take', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await compareAtRest(t, 0.25, name => mysql(t.namespace, { name }));
});

clusterCase('at rest, a ZooKeeper ensemble takes a part of the CPU time that frequent probes take', { level: 'full', seconds: 900 }, t =>
  compareAtRest(t, 0.4, name => zookeeper(t.namespace, { name })));

/** Kills the probe that runs in the pod, as its time limit and a restart of the kubelet do, and returns how many ended processes stay. */
async function killProbe(t: CaseContext, pod: string): Promise<number> {
  const kill = 'for process in /proc/[0-9]*; do ! grep -qz "ready[.]sh" "$process/cmdline" || kill -KILL "${process#/proc/}"; done';
  await t.exec(pod, 'mysql', ['bash', '-c', kill]);
  await pause(5);
  return Number(await t.exec(pod, 'mysql', ['bash', '-c', 'grep -l "^State:.Z" /proc/[0-9]*/status 2>/dev/null | wc -l']));
}

clusterCase('a replica that stops is soon not Ready, and soon Ready again', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  for (let round = 1; round <= 5; round++) {
    // so that the probe is at another point of its minute each time
    await pause(7 * round);
    await sql(t, 'mysql-2', 'STOP REPLICA SQL_THREAD');
    await t.time(`not Ready, round ${round}`, 6, () => t.until.podNotReady('mysql-2', 60));
    await sql(t, 'mysql-2', 'START REPLICA SQL_THREAD');
    await t.time(`Ready again, round ${round}`, 2, () => t.until.podReady('mysql-2', 60));
  }
  for (const pod of ['mysql-0', 'mysql-2']) { assert.equal(await killProbe(t, pod), 0, `${pod} keeps processes that have ended`); }
});
