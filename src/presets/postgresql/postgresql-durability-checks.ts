import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { durabilityOf } from './postgresql-durability';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';

export function checkDurability({ durability, replicas }: ResolvedPostgreSqlProps, errors: Errors): void {
  if (durability === undefined || durability.mode === 'asynchronous' || !isIntegerIn(replicas, 1)) { return; }
  const { mode, standbys } = durability;
  if (!isIntegerIn(standbys, 1, Math.max(1, replicas - 1))) {
    errors.add('StandbysInvalid', {
      rule: `durability.standbys must be a whole number from 1 to ${Math.max(1, replicas - 1)}, the number of replicas, because otherwise `
        + 'every commit would wait',
      got: standbys,
      remedy: 'omit it for the default (1)',
    });
  } else if (replicas === 1) {
    errors.add('NobodyToWaitFor', {
      rule: 'durability must be asynchronous if replicas is 1, because otherwise every write would wait for a replica',
      got: `PostgreSqlDurability.${mode}()`,
      remedy: 'use PostgreSqlDurability.asynchronous(), or replicas: 3',
    });
  }
}

/** Checks how many members a rollout or drains may stop at once. */
export function checkDisruptions(props: ResolvedPostgreSqlProps, errors: Errors): void {
  const { replicas, updateStrategy } = props;
  if (!isIntegerIn(replicas, 2)) { return; }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > 1) {
    errors.add('RolloutLeavesTooFew', {
      rule: 'updateStrategy.maxUnavailable must be 1, because the primary hands over to a replica that has every acknowledged write, which '
        + 'may be a single one',
      got: maxUnavailable,
      remedy: 'omit it for the default (1)',
    });
  }
  const { standbys, allowAlone } = durabilityOf(props.durability, replicas);
  const most = Math.max(1, replicas - 1 - (allowAlone ? 0 : standbys));
  const away = maxEvictedPods(props, replicas);
  if (away > most) {
    errors.add('BudgetLeavesTooFew', {
      rule: `disruptionBudget must keep ${replicas - most} of ${replicas} members available, because otherwise no replica acknowledges and `
        + 'writes wait, or no replica can replace the primary',
      got: `${away} unavailable`,
      remedy: `omit it, or allow at most ${most} to be unavailable`,
    });
  }
}
