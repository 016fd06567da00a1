import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { exec } from '../harness/exec';
import { podsOf } from '../harness/pods';
import { waitFor } from '../harness/wait';

const ask = 'exec 3<>/dev/tcp/127.0.0.1/2181; printf srvr >&3; timeout 2 cat <&3';

/** `leader`, `follower`, or nothing where the member does not serve. */
export async function modeOf(t: CaseContext, pod: string): Promise<string | undefined> {
  return (await ownWords(t, pod)).match(/^Mode: (.*)$/m)?.[1];
}

async function ownWords(t: CaseContext, pod: string): Promise<string> {
  try {
    return (await exec(t.cluster, { namespace: t.namespace, pod, container: 'zk' }, ['bash', '-c', ask], 5)).stdout;
  } catch {
    return '';
  }
}

export async function memberPods(t: CaseContext): Promise<string[]> {
  return (await podsOf(t.cluster, t.namespace, 'zk')).map(pod => pod.metadata?.name ?? '').sort();
}

/** The member that leads, of all or of those that are given. */
export async function untilLeads(t: CaseContext, of?: string[], seconds = 30): Promise<string> {
  const pods = of ?? await memberPods(t);
  return waitFor<string>(`one of ${pods.join(', ')} to lead`, { seconds, everySeconds: 0.05 }, async () => {
    const modes = await Promise.all(pods.map(pod => modeOf(t, pod)));
    const leaders = pods.filter((_, i) => modes[i] === 'leader');
    return leaders.length === 1 ? { found: leaders[0] } : {
      seen: pods.map((
        pod, i,
      ) => `${pod} ${modes[i] ?? 'does not serve'}`).join(', '),
    };
  });
}

/**
 * Makes a follower the leader: it alone gets a last proposal of the leader, who is then silent, and among the rest it has the longest
 * history.
 */
export async function electWithAProposal(t: CaseContext, pod: string): Promise<void> {
  const leader = await untilLeads(t);
  assert.notEqual(leader, pod, `${pod} leads already`);
  const others = (await memberPods(t)).filter(other => other !== leader && other !== pod);
  const partition = await t.faults.partition(leader, others);
  // not acknowledged, since there is no majority for it
  await t.exec(leader, 'zk', [
    'bash', '-c', 'ZK_CLIENT_HEAP=64 timeout 4 zkCli.sh -server localhost:2181 create /unacknowledged >/dev/null 2>&1 || true',
  ]);
  const frozen = await t.faults.freeze(leader);
  await untilLeads(t, [pod, ...others], 60);
  assert.equal(await modeOf(t, pod), 'leader', `${pod} was not elected`);
  await partition.undo();
  await frozen.undo();
}

/**
 * The longest time that can have passed without a leader: from the last answer of the old one, before or during `act`, to the first of
 * another.
 */
export async function timeWithoutLeader(t: CaseContext, old: string, act: () => Promise<void>): Promise<number> {
  const others = (await memberPods(t)).filter(pod => pod !== old);
  let lastOfOld = Date.now();
  let ended = false;
  const watch = async (): Promise<void> => {
    while (!ended) {
      const asked = Date.now();
      if (await modeOf(t, old) !== 'leader') { return; }
      lastOfOld = asked;
    }
  };
  const [first] = await Promise.all([firstOfOthers(t, others), watch(), act()]).finally(() => { ended = true; });
  return (first - lastOfOld) / 1000;
}

async function firstOfOthers(t: CaseContext, others: string[]): Promise<number> {
  await untilLeads(t, others);
  return Date.now();
}

/** Waits until the member follows or leads. */
export async function untilServes(t: CaseContext, pod: string, seconds = 60): Promise<void> {
  await waitFor(`${pod} to serve`, { seconds, everySeconds: 0.1 }, async () => {
    const mode = await modeOf(t, pod);
    return mode ? { found: true } : { seen: 'it does not serve' };
  });
}

/** What a member has below the log of the writer, once it has caught up: names with the number, and with the place in the one history. */
async function nodesOf(t: CaseContext, pod: string): Promise<string> {
  const commands = 'printf "sync /numbers\\nls /numbers\\nquit\\n" | ZK_CLIENT_HEAP=64 timeout 30 zkCli.sh -server localhost:2181 '
    + '2>/dev/null | tr -d "\\n"';
  const said = await t.exec(pod, 'zk', ['bash', '-c', commands]);
  const nodes = /CONNECTED\) 1\] \[([^\]]*)\]/.exec(said)?.[1] ?? '';
  assert.notEqual(nodes, '', `${pod} did not say what it has: ${said.slice(-200)}`);
  return nodes.split(', ').sort().join(' ');
}

/** All members have the same nodes, and none has two for one place in the history. */
export async function assertOneHistory(t: CaseContext): Promise<void> {
  const pods = await memberPods(t);
  const histories = [];
  for (const pod of pods) { histories.push(await nodesOf(t, pod)); }
  assert.equal(new Set(histories).size, 1, `members have different histories: ${pods.join(', ')}`);
  const places = histories[0].split(' ').map(node => node.split('-')[1]);
  assert.equal(new Set(places).size, places.length, 'two nodes have the same place in the history');
}
