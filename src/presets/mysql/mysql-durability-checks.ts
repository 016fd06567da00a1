import { durabilityOf } from './mysql-config';
import { ResolvedMySqlProps } from './mysql-defaults';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { secondsOf, formatSeconds } from '../../checks/seconds';

const LONGEST_MILLISECONDS = 2 ** 32 - 1;

export function checkDurability({ durability, replicas }: ResolvedMySqlProps, errors: Errors): void {
  if (durability?.waitsForReplica && replicas === 1) {
    errors.add('NobodyToWaitFor', {
      rule: 'durability must not wait for a replica where there is none: every write would wait',
      got: 'Durability.semiSynchronous() with 1 replica',
      remedy: 'use Durability.asynchronous(), or replicas: 3',
    });
  }
  const { timeout } = durability ?? {};
  const milliseconds = timeout === undefined ? 1 : secondsOf(timeout) * 1000;
  if (!isIntegerIn(milliseconds, 1, LONGEST_MILLISECONDS)) {
    errors.add('SemiSyncTimeoutInvalid', {
      rule: 'durability.timeout must be whole milliseconds, from 1 to 49 days',
      got: formatSeconds(timeout),
      remedy: 'use Duration.seconds(10), or leave it out to wait as long as it takes',
    });
  }
}

/** How many members may be away at once, by a rollout or by drains. */
export function checkDisruptions(props: ResolvedMySqlProps, errors: Errors): void {
  const { replicas, durability, updateStrategy } = props;
  if (!isIntegerIn(replicas, 2)) { return; }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > 1) {
    errors.add('RolloutLeavesTooFew', {
      rule: 'updateStrategy.maxUnavailable must be 1: a member that starts asks the others, '
        + 'and what was acknowledged may be on a single replica',
      got: maxUnavailable,
      remedy: 'leave it out for 1',
    });
  }
  const { waitsForReplica } = durabilityOf(durability, replicas);
  const away = maxEvictedPods(props, replicas);
  const most = Math.max(1, replicas - (waitsForReplica ? 2 : 1));
  if (away > most) {
    errors.add('BudgetLeavesTooFew', {
      rule: `disruptionBudget must leave ${replicas - most} of ${replicas} `
        + `members${waitsForReplica ? ', or no replica acknowledges and writes wait' : ''}`,
      got: `${away} away`,
      remedy: `leave it out, or let at most ${most} be away`,
    });
  }
}
