import { strict as assert } from 'node:assert';
import { deploy, type Variation } from './deployment';
import { assertOneRing, racksOf } from './members';
import { CassandraRacks } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { NotPossibleHere } from '../harness/not-possible-here';
import { assertSpread, nodeOf, zonesOfNodes } from '../harness/placement';

/** A ring whose racks are the zones of the cluster, with one member in each. */
export async function deployInZones(t: CaseContext): Promise<Variation> {
  const zones = [...new Set((await zonesOfNodes(t)).values())].filter(Boolean).sort().slice(0, 3);
  if (zones.length < 3) { throw new NotPossibleHere(`it takes nodes in three zones, and there are ${zones.length}`); }
  const variation = { racks: CassandraRacks.ofZones(zones) };
  await deploy(t, variation);
  await assertSpread(t, 'cassandra');
  await assertOneRing(t);
  await assertRacksAreZones(t);
  return variation;
}

/** The zones of the nodes of a set's members, by their ordinals. */
export async function zonesOf(t: CaseContext, set: string, members: number): Promise<(string | undefined)[]> {
  const zoneOf = await zonesOfNodes(t);
  return Promise.all(Array.from({ length: members }, async (_, ordinal) => zoneOf.get(await nodeOf(t, `${set}-${ordinal}`))));
}

/** Each member is in the rack of the zone of its node. */
export async function assertRacksAreZones(t: CaseContext): Promise<void> {
  const racks = await racksOf(t);
  assert.deepEqual(racks, await zonesOf(t, 'cassandra', racks.length));
}
