import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { mysql, deploy, type Variation } from './deployment';
import { trySql } from './members';
import { MySqlTopology } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { logOf } from '../harness/logs';
import { podsOf } from '../harness/pods';
import { waitFor } from '../harness/wait';
import { writeGap } from '../recorder/write-gap';
import type { WriterSpec } from '../recorder/writer-spec';

/** The members of a group of three. */
export const all = ['mysql-0', 'mysql-1', 'mysql-2'];

const topology = MySqlTopology.groupReplication();

const members = 'SELECT member_host, member_state, member_role FROM performance_schema.replication_group_members ORDER BY member_host';

/** Manifests of a group of three. */
export function group(namespace: string, variation: Variation = {}): KubernetesObject[] {
  return mysql(namespace, { topology, ...variation });
}

export async function deployGroup(t: CaseContext, variation: Variation = {}): Promise<void> {
  await deploy(t, { topology, ...variation });
}

/** The pod to which the Service of the primary leads. */
export async function primaryOf(t: CaseContext): Promise<string> {
  const label = 'cdk8s-stateful-app/group-role';
  const labelled = (await podsOf(t.cluster, t.namespace, 'mysql')).filter(pod => pod.metadata?.labels?.[label] === 'primary');
  assert.equal(labelled.length, 1, 'one pod has the label of the primary');
  return labelled[0].metadata?.name ?? '';
}

export async function secondariesOf(t: CaseContext): Promise<string[]> {
  const primary = await primaryOf(t);
  return (await podsOf(t.cluster, t.namespace, 'mysql')).map(pod => pod.metadata?.name ?? '').filter(name => name !== primary).sort();
}

/** Waits until so many members agree that all of them are ONLINE, with one primary, which the Service leads to. */
export async function untilWhole(t: CaseContext, count = 3, seconds = 120): Promise<void> {
  await t.until.setReady('mysql', seconds);
  const pods = Array.from({ length: count }, (_, ordinal) => `mysql-${ordinal}`);
  await waitFor(`a group of ${count}`, { seconds, everySeconds: 0.5 }, async () => {
    const views = await Promise.all(pods.map(pod => trySql(t, pod, members)));
    const lines = views[0]?.split('\n') ?? [];
    const agree = views.every(view => view !== undefined && view === views[0]);
    const online = lines.filter(line => line.includes('ONLINE'));
    const [primary, ...others] = online.filter(line => line.includes('PRIMARY'));
    const whole = agree && online.length === count && primary !== undefined && others.length === 0;
    const routed = whole && primary.startsWith(`${await primaryOf(t).catch(() => 'none')}.`);
    return routed ? { found: true } : { seen: views.map(view => view?.replace(/\s+/g, ' ') ?? 'no answer').join(' | ') };
  });
}

/** Moves the primary by the command of the manual. */
export async function switchTo(t: CaseContext, pod: string): Promise<void> {
  await t.exec(pod, 'mysql', ['bash', '/etc/mysql/stateful/scripts/group-switch.sh']);
}

/** Loses the volume of the primary, waits until it is cloned, and judges the write gap. */
export async function cloneLostPrimary(t: CaseContext, writer: WriterSpec): Promise<void> {
  const primary = await primaryOf(t);
  t.against('write gap around the loss of the volume of the primary', await writeGap(t, writer, async () => {
    await t.faults.loseVolume(primary);
    await untilWhole(t, 3, 180);
  }), 12);
  assert.match(await logOf(t, primary, 'bootstrap'), /cloning from mysql-/);
}
