import { replicationOf } from './kafka-config';
import { ResolvedKafkaProps } from './kafka-defaults';
import { controllerCount } from './kafka-nodes';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { faultTolerance } from '../shared/quorum';

/** Rejects disruptions of more brokers at once than writers, or the controllers among the brokers, can tolerate. */
export function checkDisruptions(props: ResolvedKafkaProps, errors: Errors): void {
  const { replicas, controllers, updateStrategy } = props;
  if (replicas < 2) { return; }
  const { replicationFactor: copies, minInSyncReplicas: inSync } = replicationOf(props);
  const count = controllerCount(controllers, replicas);
  const copiesToLose = Math.max(1, copies - inSync);
  const both = Math.max(1, Math.min(copiesToLose, faultTolerance(count)));
  const writers = `must keep available the ${inSync} of ${copies} copies that writers wait for`;
  const majority = `and a majority of the ${count} controllers`;

  const away = maxEvictedPods(props, replicas);
  // dedicated controllers have a separate budget
  const most = controllers?.isDedicated ? copiesToLose : both;
  if (away > most) {
    errors.add('BudgetLeavesTooFew', {
      rule: `disruptionBudget ${writers}${controllers?.isDedicated ? '' : ` ${majority}`}`,
      got: `${away} unavailable`,
      remedy: `omit it, or allow at most ${most} to be unavailable`,
    });
  }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > both) {
    errors.add('RolloutLeavesTooFew', {
      rule: `updateStrategy.maxUnavailable ${writers} ${majority}`,
      got: maxUnavailable,
      remedy: 'omit it for the default (1)',
    });
  }
}
