import { durabilityOf } from './kafka-config';
import { controllerCount } from './kafka-nodes';
import { KafkaProps } from './kafka-props';
import { mostDrained } from '../../blocks/disruption';
import { Problems } from '../../values/problems';
import { lossesOf } from '../../values/quorum';

/** Refuses what would take more brokers away at once than writers, or the controllers among them, can do without. */
export function checkAway(props: KafkaProps, problems: Problems): void {
  const { replicas, controllers, updateStrategy } = props;
  if (replicas < 2) { return; }
  const { replicationFactor: copies, minInSyncReplicas: inSync } = durabilityOf(props);
  const count = controllerCount(controllers, replicas);
  const copiesToLose = Math.max(1, copies - inSync);
  const both = Math.max(1, Math.min(copiesToLose, lossesOf(count)));
  const writers = `must leave the ${inSync} of ${copies} copies that writers wait for`;
  const majority = `and a majority of the ${count} controllers`;

  const away = mostDrained(props, replicas);
  // dedicated controllers have a budget of their own
  const most = controllers?.isDedicated ? copiesToLose : both;
  if (away > most) {
    problems.add('BudgetStopsWriters', {
      rule: `disruptionBudget ${writers}${controllers?.isDedicated ? '' : ` ${majority}`}`, got: `${away} away`, remedy: `leave it out, or let at most ${most} be away`,
    });
  }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > both) {
    problems.add('RolloutStopsWriters', { rule: `updateStrategy.maxUnavailable ${writers} ${majority}`, got: maxUnavailable, remedy: 'leave it out for 1' });
  }
}
