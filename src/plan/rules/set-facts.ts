import { Pair, stepOf } from './pair';
import { FACTS } from '../../values/set-facts';
import { Change } from '../changes';
import { Facts, factsOf, majorityOf } from '../facts';
import { PlanEffect, PlanStep } from '../plan-step';

/** The steps of facts that changed. A fact that only one side has tells nothing, because earlier versions wrote none. */
export function factSteps({ before, after }: Pair, changes: Change[]): PlanStep[] {
  const [from, to] = [factsOf(before), factsOf(after)];
  return (Object.keys(FACTS) as (keyof typeof FACTS)[]).flatMap(fact => {
    const verdict = from[fact] === undefined || to[fact] === undefined || from[fact] === to[fact] ? undefined : RULES[fact](from, to);
    if (!verdict) { return []; }
    const { effect = PlanEffect.DANGER, outcome, remedy } = verdict;
    return [stepOf(after, effect, outcome, { changes: changes.filter(({ place }) => place.endsWith(FACTS[fact])), remedy })];
  });
}

interface Verdict {
  readonly effect?: PlanEffect;
  readonly outcome: string;
  readonly remedy: string;
}

const RULES: Record<keyof typeof FACTS, (from: Facts, to: Facts) => Verdict | undefined> = {
  system: (from, to) => ({
    outcome: `The volumes of ${from.system} get the servers of ${to.system}.`,
    remedy: 'Deploy the other system under another name.',
  }),
  topology: from => ({
    outcome: `The data has the topology ${from.topology}. The first member that restarts refuses it, and writes can stop.`,
    remedy: from.system === 'mysql'
      ? 'Keep the topology, or change it with all members stopped, see "Change the topology" in docs/presets/mysql/operations.md.'
      : 'Keep the topology, or deploy another set and move the data.',
  }),
  voters: (from, to) => from.system === 'kafka' || to.voters! < majorityOf(from.voters!) ? {
    outcome: `The quorum has ${from.voters} voters, and ${to.voters} of them remain. ${from.system === 'kafka'
      ? 'Controllers cannot be removed from a cluster, and a node that finds fewer of them does not start.'
      : 'These are less than a majority, so the quorum would be lost.'}`,
    remedy: `Keep the ${from.voters} voters${from.system === 'kafka' ? '.' : ', or remove them one at a time.'}`,
  } : undefined,
  copies: (from, to) => to.copies! >= from.copies! ? undefined : {
    outcome: `From now on, a write is acknowledged when ${to.copies === 1 ? '1 member has' : `${to.copies} members have`} it, instead of `
      + `${from.copies}. If ${to.copies === 1 ? 'its volume is' : 'their volumes are'} lost, so is the write.`,
    remedy: 'Keep the former durability. Its default follows the number of members, so set it explicitly.',
  },
  cluster: from => ({
    outcome: `The volumes belong to the cluster ${from.cluster}. The first pod that restarts refuses them.`,
    remedy: 'Keep the former cluster, or deploy another set.',
  }),
  racks: (from, to) => racksOf(from).every(rack => racksOf(to).includes(rack)) ? undefined : {
    effect: PlanEffect.HANDS,
    outcome: 'Members cannot change their rack. The first pod that restarts refuses its data or finds no node, and the roll stops there.',
    remedy: `Keep the racks ${racksOf(from).join(', ')}, or deploy another ring and copy the data with your application.`,
  },
  datacenter: ({ datacenter }) => ({
    effect: PlanEffect.HANDS,
    outcome: 'Members cannot change their datacenter. The first pod that restarts refuses its data, and the roll stops there.',
    remedy: `Keep the datacenter ${datacenter}, or deploy another ring and copy the data with your application.`,
  }),
  encryption: (from, to) => connectsToAny(to) || triesBoth(from) || triesBoth(to) ? undefined : disconnection('encryption', from, to, {
    cassandra: 'Change it in steps, see "Turn TLS on or off" in docs/presets/cassandra/operations.md.',
    mysql: 'Follow "Provide a certificate" in docs/presets/mysql/operations.md, by which the roll continues.',
    postgresql: 'Follow "Change the certificates of the members" in docs/presets/postgresql/operations.md, by which the roll continues.',
    kafka: 'Follow "Add or remove TLS on a running cluster" in docs/presets/kafka/operations.md, which is an outage.',
    zookeeper: 'Change it in steps, see "Turn TLS among the members on or off" in docs/presets/zookeeper/operations.md.',
  }),
  authentication: (from, to) => WITHOUT_CERTIFICATE[from.system ?? ''] ? withoutCertificate(from, to)
    : disconnection('authentication', from, to, {
      zookeeper: 'Change it in steps, see "Turn the password of the members on or off" in docs/presets/zookeeper/operations.md.',
    }),
  primary: (from, to) => ({
    effect: PlanEffect.ROLL,
    outcome: `Switches over from member ${from.primary} to member ${to.primary}.`
      + (from.system === 'mysql' ? ' Measured: write gap 18.3 s.' : ''),
    remedy: 'Apply only when all members are Ready.',
  }),
  limits: lowerLimits,
  source: (_, { source }) => source !== 'cut-over' ? undefined : {
    effect: PlanEffect.RELOAD,
    outcome: 'Cuts over: the primary makes the source read-only, waits for the rest, and accepts writes. No apply undoes that.',
    remedy: 'Apply only when the set is current, see "Cut over to the set" in docs/presets/mysql/operations.md.',
  },
};

function racksOf({ racks = '' }: Facts): string[] {
  return racks.split(',');
}

/** A member that restarts while the primary has a larger value takes the larger one, so the roll alone lowers none. */
function lowerLimits(from: Facts, to: Facts): Verdict | undefined {
  const [former, next] = [from, to].map(({ limits = '' }) => new Map(limits.split(',').map(limit => limit.split('=') as [string, string])));
  const lower = [...next].filter(([name, value]) => Number(value) < Number(former.get(name)));
  return lower.length === 0 ? undefined : {
    effect: PlanEffect.HANDS,
    outcome: `After the roll, the members still have ${lower.map(([name]) => `${name} = ${former.get(name)}`).join(' and ')}.`,
    remedy: to.system === 'postgresql'
      ? 'After the roll, follow "Put smaller values into force" in docs/presets/postgresql/operations.md. Until then, only memory is used.'
      : 'After the roll, restart the servers once more, the primary first.',
  };
}

/** Members of MySQL and PostgreSQL without an authority connect to every server. */
function connectsToAny({ system = '', encryption }: Facts): boolean {
  return ['mysql', 'postgresql'].includes(system) && encryption === 'none';
}

/** Members of Cassandra for which TLS is optional accept both, and try TLS before they connect without it. */
function triesBoth({ system, encryption }: Facts): boolean {
  return system === 'cassandra' && encryption === 'tls,none';
}

/** While a set rolls, its members have two configurations, and must be able to open connections to each other. */
function disconnection(
  fact: 'encryption' | 'authentication', from: Facts, to: Facts, remedies: Record<string, string>,
): Verdict | undefined {
  const [former, next] = [from, to].map(facts => facts[fact]!.split(','));
  return next.includes(former[0]) && former.includes(next[0]) ? undefined : {
    effect: PlanEffect.HANDS,
    outcome: `Members with the ${fact} ${former.join(' or ')} and those with ${next.join(' or ')} cannot connect to each other. The first `
      + 'pod that restarts does not become Ready, and the roll stops there.',
    remedy: remedies[to.system ?? ''] ?? 'Change it in steps in which the members accept both, or stop all of them before.',
  };
}

/** Why a member without a certificate is refused, and what to do about it. A certificate that no member requires does no harm. */
const WITHOUT_CERTIFICATE: Record<string, [reason: string, remedy: string]> = {
  // those that the first boot has created do, and those of an older set may do so
  mysql: [
    'If the accounts of the members require a certificate, members without one cannot log in.',
    'First let the accounts do without one, see the undo of "Require certificates of the members" in docs/presets/mysql/operations.md.',
  ],
  postgresql: [
    'Members that have not restarted yet require a certificate, so members without one cannot log in.',
    'Follow "Change the certificates of the members" in docs/presets/postgresql/operations.md, by which the roll continues.',
  ],
};

function withoutCertificate({ system = '' }: Facts, to: Facts): Verdict | undefined {
  const [reason, remedy] = WITHOUT_CERTIFICATE[system];
  return to.authentication !== 'none' ? undefined : {
    effect: PlanEffect.HANDS, outcome: `${reason} The first pod that restarts does not become Ready, and the roll stops there.`, remedy,
  };
}
