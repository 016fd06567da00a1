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
  cluster: from => ({
    outcome: `The volumes belong to the cluster ${from.cluster}. The first pod that restarts refuses them.`,
    remedy: 'Keep the former cluster, or deploy another set.',
  }),
  // members of MySQL without certificates connect to every server
  encryption: (from, to) => to.system === 'mysql' && to.encryption === 'none' ? undefined : disconnection('encryption', from, to, {
    mysql: 'Follow "Provide a certificate" in docs/presets/mysql/operations.md, by which the roll continues.',
    kafka: 'Follow "Add or remove TLS on a running cluster" in docs/presets/kafka/operations.md, which is an outage.',
    zookeeper: 'Change it in steps, see "Turn TLS among the members on or off" in docs/presets/zookeeper/operations.md.',
  }),
  authentication: (from, to) => from.system === 'mysql' ? withoutCertificate(to) : disconnection('authentication', from, to, {
    zookeeper: 'Change it in steps, see "Turn the password of the members on or off" in docs/presets/zookeeper/operations.md.',
  }),
  primary: (from, to) => ({
    effect: PlanEffect.ROLL,
    outcome: `Switches over from member ${from.primary} to member ${to.primary}.`
      + (from.system === 'mysql' ? ' Measured: write gap 18.3 s.' : ''),
    remedy: 'Apply only when all members are Ready.',
  }),
};

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

/** The accounts that the first boot has created require a certificate, and those of an older set may do so. */
function withoutCertificate(to: Facts): Verdict | undefined {
  return to.authentication !== 'none' ? undefined : {
    effect: PlanEffect.HANDS,
    outcome: 'If the accounts of the members require a certificate, members without one cannot log in. The first pod that restarts does '
      + 'not become Ready, and the roll stops there.',
    remedy: 'First let the accounts do without one, see the undo of "Require certificates of the members" in '
      + 'docs/presets/mysql/operations.md.',
  };
}
