import { ResolvedKafkaProps } from './kafka-defaults';
import { controllerCount } from './kafka-nodes';
import type { Errors } from '../../checks/errors';
import { checkWhole } from '../../checks/ranges';

/** Node ids of the first node. Those of dedicated controllers are above those of all brokers. */
const DEFAULTS = { broker: 0, controller: 9000 } as const;

/** Far below the largest number that Kafka accepts. */
const MAX_NODE_ID = 1_000_000;

/** The node ids of the first broker and of the first controller. Those of other ordinals follow. */
export function firstNodeIds({ firstNodeId = DEFAULTS.broker, controllers }: ResolvedKafkaProps): Record<keyof typeof DEFAULTS, number> {
  return {
    broker: firstNodeId,
    controller: controllers?.isDedicated ? controllers.options?.firstNodeId ?? DEFAULTS.controller : firstNodeId,
  };
}

/** To whom the volumes of a set belong: the cluster, and other node ids than the default ones. */
export function dataIdentity(props: ResolvedKafkaProps, set: keyof typeof DEFAULTS): string {
  const first = firstNodeIds(props)[set];
  return first === DEFAULTS[set] ? props.clusterId : `${props.clusterId} with node ids from ${first}`;
}

export function checkNodeIds(props: ResolvedKafkaProps, errors: Errors): void {
  const { firstNodeId, controllers, replicas } = props;
  const areIds = Object.entries({ firstNodeId, 'controllers.firstNodeId': controllers?.options?.firstNodeId }).map(([prop, value]) =>
    checkWhole(errors, { code: 'NodeIdInvalid', prop, value, remedy: 'use the id of the former first node, or omit it' }, 0, MAX_NODE_ID));
  const ids = firstNodeIds(props);
  const lastOf = { broker: ids.broker + replicas - 1, controller: ids.controller + controllerCount(controllers, replicas) - 1 };
  if (controllers?.isDedicated && areIds.every(isId => isId) && ids.broker <= lastOf.controller && ids.controller <= lastOf.broker) {
    errors.add('NodeIdsMeet', {
      rule: 'firstNodeId must leave no id for a broker that a controller has',
      got: `brokers ${ids.broker} to ${lastOf.broker}, controllers ${ids.controller} to ${lastOf.controller}`,
      remedy: 'omit both firstNodeId for the defaults (0 and 9000); for a chart of Bitnami, use 100 for brokers and 0 for controllers',
    });
  }
}
