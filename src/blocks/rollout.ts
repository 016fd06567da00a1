import { Duration } from 'cdk8s';
import { checkFactory } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { checkSeconds, checkWhole } from '../checks/ranges';
import { secondsOf } from '../checks/seconds';
import { Json } from '../values/manifest';

/** Order in which pods are created and deleted. Cannot be changed after the first deployment. */
export enum PodManagement {
  /** Pod 1 is created when pod 0 is Ready, and deleted before pod 0. */
  ORDERED_READY = 'OrderedReady',
  /** All pods are created and deleted at once. Use it when members need each other to become Ready, as in a quorum. */
  PARALLEL = 'Parallel',
}

/** Options of a rolling update. */
export interface RollingUpdateOptions {
  /**
   * Number of pods, from the lowest ordinal up, that keep the old template, so that only the others are updated, as a canary. With the
   * number of all pods, a change waits until you lower it.
   * @default 0
   */
  readonly partition?: number;

  /**
   * Maximum number of pods that may be unavailable at once. Kubernetes ignores it and uses 1 while its feature gate
   * MaxUnavailableStatefulSet is off. The gate is on by default from 1.37 and in 1.35.0 to 1.35.3, so a value that is set now can take
   * effect with an upgrade of the cluster.
   * @default 1
   */
  readonly maxUnavailable?: number;
}

/** Strategy by which a change of the pod template reaches running pods. */
export class UpdateStrategy {
  /** Updates the pods from the highest ordinal down, each after the previous one is Ready. This is also the default of Kubernetes. */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    checkFactory('UpdateStrategy.rollingUpdate', options);
    return new UpdateStrategy('RollingUpdate', options);
  }

  /** Updates a pod only after it is deleted. */
  public static onDelete(): UpdateStrategy { return new UpdateStrategy('OnDelete'); }

  private constructor(
    /** Either `RollingUpdate` or `OnDelete`. */
    public readonly type: string,
    /**
     * Options of the rolling update.
     * @default - `OnDelete` has no options
     */
    public readonly rollingUpdateOptions?: RollingUpdateOptions,
  ) {}
}

/** Rollout of changes to the running pods. */
export interface RolloutProps {
  /**
   * Strategy by which a change of the pod template reaches running pods.
   * @default UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * Minimum time that a pod must be Ready before the next one is updated, in whole seconds up to a day. With `Duration.seconds(0)` the
   * update continues at once.
   * @default - 3 seconds if a container without a readiness probe is Ready as soon as it runs; otherwise the next pod is updated at once
   */
  readonly minReady?: Duration;

  /**
   * Time that a pod has to shut down before it is killed, in whole seconds up to 12 hours. Increase it for servers that write much data
   * at shutdown.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Number of old revisions that Kubernetes keeps for `kubectl rollout undo`.
   * @default 10
   */
  readonly revisionHistoryLimit?: number;
}

/** A day, after which each pod of an update counts as available, and half a day, in which a pod can write its data. More is a slip. */
const LONGEST_SOAK = 86_400;
const LONGEST_GRACE = 43_200;

export function checkRollout(props: RolloutProps, replicas: number, errors: Errors): void {
  const { partition, maxUnavailable } = props.updateStrategy?.rollingUpdateOptions ?? {};
  if (partition !== undefined && (!Number.isInteger(partition) || partition < 0)) {
    errors.add('PartitionInvalid', {
      rule: 'updateStrategy.partition must be an ordinal, 0 or more',
      got: partition,
      remedy: 'use the lowest ordinal to update',
    });
  } else if (partition !== undefined && replicas > 0 && partition > replicas) {
    errors.add('PartitionAboveReplicas', {
      rule: `updateStrategy.partition must be at most replicas (${replicas}), because otherwise no pod is updated, even if the set grows`,
      got: partition,
      remedy: `use ${replicas - 1} to update one pod as a canary, or ${replicas} to hold the update of all pods`,
    });
  }
  const isNumber = checkWhole(errors, {
    code: 'MaxUnavailableInvalid',
    prop: 'updateStrategy.maxUnavailable',
    value: maxUnavailable,
    of: 'pods',
    because: 'otherwise no pod could be updated',
    remedy: 'use 1',
  }, 1);
  if (isNumber && maxUnavailable !== undefined && replicas > 1 && maxUnavailable >= replicas) {
    errors.add('RolloutTakesAll', {
      rule: `updateStrategy.maxUnavailable must be below replicas (${replicas}), because otherwise an update stops all pods at once`,
      got: maxUnavailable,
      remedy: 'omit it for the default (1), or use UpdateStrategy.onDelete() and delete the pods when no client needs them',
    });
  }
  checkWhole(errors, {
    code: 'RevisionHistoryLimitInvalid',
    prop: 'revisionHistoryLimit',
    value: props.revisionHistoryLimit,
    remedy: 'omit it for the default (10)',
  }, 0);
  const { minReady, terminationGracePeriod } = props;
  checkSeconds(errors, { code: 'MinReadyInvalid', prop: 'minReady', value: minReady, remedy: 'use Duration.seconds(10)' }, 0, LONGEST_SOAK);
  checkSeconds(errors, {
    code: 'GracePeriodInvalid',
    prop: 'terminationGracePeriod',
    value: terminationGracePeriod,
    because: '0 s would kill the server at once and can leave two writers on one volume',
    remedy: 'omit it for the default (30 s), or use Duration.minutes(2)',
  }, 1, LONGEST_GRACE);
}

/**
 * From Kubernetes 1.37, a container that exits as soon as it starts is Ready for a moment unless it has a readiness probe, and an update
 * with a broken setting would continue through all pods. Sidecars count for the pod as well, and init containers that exit do not.
 */
const LONGER_THAN_A_CRASH = 3;

/** Kubernetes' own default, 0, is left out. */
export function minReadySeconds(minReady: Duration | undefined, { containers, initContainers = [] }: Json): number | undefined {
  const staying: Json[] = [...containers, ...initContainers.filter(({ restartPolicy }: Json) => restartPolicy === 'Always')];
  const byDefault = staying.every(({ readinessProbe }) => readinessProbe) ? 0 : LONGER_THAN_A_CRASH;
  return (minReady ? secondsOf(minReady) : byDefault) || undefined;
}

export function updateStrategySpec(strategy: UpdateStrategy | undefined): Json | undefined {
  if (!strategy) { return undefined; }
  const { partition, maxUnavailable } = strategy.rollingUpdateOptions ?? {};
  return {
    type: strategy.type,
    rollingUpdate: partition === undefined && maxUnavailable === undefined ? undefined : { partition, maxUnavailable },
  };
}
