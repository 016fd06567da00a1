import { Pair, stepOf } from './pair';
import { Change } from '../changes';
import { Facts, factsOf, majorityOf, podNames } from '../facts';
import { PlanEffect, PlanStep } from '../plan-step';

/** The steps of a changed number of pods. */
export function replicaSteps({ before, after }: Pair, changes: Change[]): PlanStep[] {
  if (changes.length === 0) { return []; }
  const [from, to] = [factsOf(before), factsOf(after)];
  const { name } = after.metadata;
  const [end, newEnd] = [from.firstOrdinal + from.replicas, from.firstOrdinal + to.replicas];
  if (to.replicas > from.replicas) {
    const outcome = `Creates ${podNames(name, end, newEnd)}. Pods that run are not affected by the number.`;
    if (from.system === 'cassandra' && from.replicas < LEAST_RING) {
      return [stepOf(after, PlanEffect.HANDS, `${outcome} Each row still has one copy.`, { changes, remedy: COPIES })];
    }
    return [stepOf(after, PlanEffect.NONE, outcome, { changes })];
  }
  const stops = `Stops ${podNames(name, newEnd, end)}`;
  const claims = from.claims.length === 0 ? '' : to.deletesWhenScaled ? ' and deletes their claims' : '. Their claims stay';
  const danger = dangerOf(from, to);
  if (danger !== undefined) {
    return [stepOf(before, PlanEffect.DANGER, `${stops}${claims}. ${danger}`, {
      changes, remedy: 'Keep the number of pods, or remove members one at a time by the procedure of the system.',
    })];
  }
  // the members that leave have no vote any more
  const haveLeft = from.system === 'zookeeper' && from.voters !== undefined && to.replicas >= from.voters;
  if (from.system === 'mysql' || haveLeft || from.claims.length === 0) {
    return [stepOf(before, PlanEffect.ROLL, `${stops}${claims}.`, { changes })];
  }
  return [stepOf(before, PlanEffect.HANDS, `${stops}${claims}.`, { changes, remedy: LEAVING[from.system ?? ''] ?? LEAVING[''] })];
}

/** Cassandra refuses to let a member leave a ring of three, because its system keyspaces have three copies. */
const LEAST_RING = 3;

const COPIES = 'After the apply, raise the copies of all keyspaces, see "Go from one member to three" in '
  + 'docs/presets/cassandra/operations.md.';

/** What has to be done before a member leaves. */
const LEAVING: Record<string, string> = {
  '': 'Before you apply, make sure that the remaining members have all data of these pods and do not count them any more.',
  'postgresql': 'Before you apply, let a member be the primary that stays, see "Add or remove members" in '
    + 'docs/presets/postgresql/operations.md.',
  'cassandra': 'Before you apply, let each of these members leave the ring, see "Remove members" in '
    + 'docs/presets/cassandra/operations.md.',
  'kafka': 'Before you apply, move all partitions off these brokers, see "Remove brokers" in docs/presets/kafka/operations.md.',
  'zookeeper': 'Before you apply, take the member out of the list, see "Remove members" in docs/presets/zookeeper/operations.md.',
};

function dangerOf(from: Facts, to: Facts): string | undefined {
  if (from.claims.length > 0 && to.deletesWhenScaled) { return 'The data of these claims is lost.'; }
  if (to.replicas === 0) { return 'No member is left, so the system stops.'; }
  if (from.primary !== undefined && from.primary >= from.firstOrdinal + to.replicas) {
    return `The primary, member ${from.primary}, is among them, and with it the transactions that no other member has yet.`;
  }
  if (from.system === 'cassandra' && to.replicas < LEAST_RING) {
    return 'The ring keeps them as members. Rows that have most of their copies there are no longer found at QUORUM.';
  }
  // Without a fact, each set with data may be one whose majority decides.
  const voters = from.voters ?? (from.system === undefined && from.claims.length > 0 ? from.replicas : undefined);
  if (voters !== undefined && to.replicas < majorityOf(voters)) {
    return `${to.replicas} of ${voters} members are less than a majority, so a quorum would be lost.`;
  }
  return undefined;
}

/** The steps of a changed first ordinal: claims belong to ordinals. */
export function ordinalSteps({ before, after }: Pair, changes: Change[]): PlanStep[] {
  if (changes.length === 0) { return []; }
  const [from, to] = [factsOf(before), factsOf(after)];
  const { name } = after.metadata;
  const ordinalsOf = ({ firstOrdinal, replicas }: Facts) => Array.from({ length: replicas }, (_, n) => firstOrdinal + n);
  const [stopped, created] = [[from, to], [to, from]]
    .map(([one, other]) => ordinalsOf(one).filter(ordinal => !ordinalsOf(other).includes(ordinal)))
    .map(range => range.length > 0 ? podNames(name, range[0], range[range.length - 1] + 1) : undefined);
  const pods = stopped === undefined ? `Creates ${created}`
    : created === undefined ? `Stops ${stopped}` : `Replaces ${stopped} by ${created}`;
  return [from.claims.length > 0
    ? stepOf(before, PlanEffect.DANGER, `${pods}. Pods with other ordinals get other claims, and new ones are empty.`, {
      changes, remedy: 'Keep ordinals.start, or move the data of each member first.',
    })
    : stepOf(before, PlanEffect.ROLL, `${pods}.`, { changes })];
}
