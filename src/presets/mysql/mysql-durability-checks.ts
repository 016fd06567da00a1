import { durabilityOf } from './mysql-config';
import { ResolvedMySqlProps } from './mysql-defaults';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { secondsOf, formatSeconds } from '../../checks/seconds';
import { faultTolerance } from '../shared/quorum';

const LONGEST_MILLISECONDS = 2 ** 32 - 1;

export function checkDurability({ durability, replicas }: ResolvedMySqlProps, errors: Errors): void {
  if (durability?.waitsForReplica && replicas === 1) {
    errors.add('NobodyToWaitFor', {
      rule: 'durability must be asynchronous if replicas is 1, because otherwise every write would wait for a replica',
      got: 'Durability.semiSynchronous()',
      remedy: 'use Durability.asynchronous(), or replicas: 3',
    });
  }
  const { timeout } = durability ?? {};
  const milliseconds = timeout === undefined ? 1 : secondsOf(timeout) * 1000;
  if (!isIntegerIn(milliseconds, 1, LONGEST_MILLISECONDS)) {
    errors.add('SemiSyncTimeoutInvalid', {
      rule: 'durability.timeout must be whole milliseconds, from 1 ms to 49 days',
      got: formatSeconds(timeout),
      remedy: 'use Duration.seconds(10), or omit it to wait without a limit',
    });
  }
}

/** Checks how many members a rollout or drains may stop at once. */
export function checkDisruptions(props: ResolvedMySqlProps, errors: Errors): void {
  const { replicas, updateStrategy } = props;
  if (!isIntegerIn(replicas, 2)) { return; }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > 1) {
    errors.add('RolloutLeavesTooFew', {
      rule: 'updateStrategy.maxUnavailable must be 1, because a member queries the others when it starts, and acknowledged writes may be '
        + 'on a single replica',
      got: maxUnavailable,
      remedy: 'omit it for the default (1)',
    });
  }
  const { most, because } = evictableMembers(props);
  const away = maxEvictedPods(props, replicas);
  if (away > most) {
    errors.add('BudgetLeavesTooFew', {
      rule: `disruptionBudget must keep ${replicas - most} of ${replicas} members available${because}`,
      got: `${away} unavailable`,
      remedy: `omit it, or allow at most ${most} to be unavailable`,
    });
  }
}

/** The number of members that drains may stop at once, and why not more. */
function evictableMembers({ replicas, durability, topology }: ResolvedMySqlProps): { most: number; because: string } {
  if (topology.isGroup) {
    return { most: faultTolerance(replicas), because: ', because a group without a majority accepts no writes' };
  }
  const { waitsForReplica } = durabilityOf(durability, replicas);
  return {
    most: Math.max(1, replicas - (waitsForReplica ? 2 : 1)),
    because: waitsForReplica ? ', because otherwise no replica acknowledges and writes wait' : '',
  };
}
