import type { CaseContext } from '../harness/case-context';
import { exec } from '../harness/exec';
import { untilLog } from '../harness/logs';
import { progress } from '../harness/progress';

const scripts = '/etc/kafka/stateful/scripts';

/** Loses all these pods at once, some of them with their volumes. */
export async function loseAll(t: CaseContext, pods: string[], emptied: string[]): Promise<void> {
  await Promise.all(pods.map(pod => emptied.includes(pod) ? t.faults.loseVolume(pod) : t.faults.deletePod(pod, 'force')));
}

/**
 * Waits until the brokers that kept their volumes run and each emptied one has decided: gives those that wait for leaders, which is what
 * their log ends with. Where the broker that led last kept its volume, it leads again, and the emptied one starts without anyone's help.
 */
export async function untilDecided(t: CaseContext, pods: string[], emptied: string[]): Promise<string[]> {
  for (const pod of pods.filter(one => !emptied.includes(one))) { await t.until.podReady(pod, 240); }
  const guarded: string[] = [];
  for (const pod of emptied) {
    const log = await untilLog(t, pod, 'bootstrap', /\d+ partitions with a copy on this broker have no leader|has a new volume: join/, 120);
    if (!log.includes('has a new volume: join')) { guarded.push(pod); }
  }
  return guarded;
}

/** What an emptied broker tells an operator to run, as one line of shell: gives what the second half of it prints. */
export async function letBestCopiesLead(t: CaseContext, pods: string[], emptied: string[]): Promise<string> {
  const running = pods.filter(pod => !emptied.includes(pod));
  const ids = emptied.map(pod => pod.replace(/^.*-/, '')).join(' ');
  let copies = '';
  for (const pod of running) { copies += await run(t, pod, `bash ${scripts}/list-copies.sh`); }
  progress(`copies:\n${copies}`);
  const output = await run(t, running[0], `bash ${scripts}/elect-leaders.sh ${ids} 2>&1 <<'COPIES'\n${copies}COPIES`);
  progress(output);
  return output;
}

async function run(t: CaseContext, pod: string, script: string): Promise<string> {
  const { code, stdout, stderr } = await exec(t.cluster, { namespace: t.namespace, pod, container: 'kafka' }, ['bash', '-c', script], 600);
  if (code !== 0) { throw new Error(`${script} in ${pod} exited with ${code}: ${stdout} ${stderr}`); }
  return stdout;
}
