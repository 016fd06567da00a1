import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';

export const all = ['cassandra-0', 'cassandra-1', 'cassandra-2'];

/** The ring as a member sees it: state and host id of each member by its address, sorted. */
export async function ringOf(t: CaseContext, pod: string): Promise<string[]> {
  const status = await t.exec(pod, pod.replace(/-\d+$/, ''), ['nodetool', 'status']);
  return [...status.matchAll(/^([UD][NLJM?])\s+(\S+)\s.*\s([0-9a-f-]{36})\s/gm)].map(([, state, address, id]) => `${state} ${address} ${id}`)
    .sort();
}

/** The rack of each member by its ordinal, as a member of the ring sees them. */
export async function racksOf(t: CaseContext, asked = 'cassandra-0'): Promise<string[]> {
  const status = await t.exec(asked, 'cassandra', ['nodetool', 'status']);
  const racks = new Map([...status.matchAll(/^[UD][NLJM?]\s+(\S+)\s.*\s(\S+)\s*$/gm)].map(([, address, rack]) => [address, rack]));
  const { items } = await t.cluster.core.listNamespacedService({ namespace: t.namespace });
  return items.filter(({ metadata }) => /^cassandra-\d+$/.test(metadata?.name ?? ''))
    .sort((one, other) => ordinalOf(one.metadata?.name) - ordinalOf(other.metadata?.name))
    .map(({ spec }) => racks.get(spec?.clusterIP ?? '') ?? '');
}

function ordinalOf(name = ''): number {
  return Number(name.slice('cassandra-'.length));
}

/** Every member sees the same members, all up. */
export async function assertOneRing(t: CaseContext, members = all): Promise<string[]> {
  const rings = [];
  for (const pod of members) { rings.push(await ringOf(t, pod)); }
  for (const ring of rings) { assert.deepEqual(ring, rings[0], 'members see different rings'); }
  assert.equal(rings[0].length, members.length, `the ring is not of ${members.length} members: ${rings[0].join('; ')}`);
  assert.deepEqual(rings[0].filter(member => !member.startsWith('UN ')), []);
  return rings[0];
}
