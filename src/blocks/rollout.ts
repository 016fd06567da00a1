import { Duration } from 'cdk8s';
import { checkFactory } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { checkSeconds, checkWhole } from '../checks/ranges';
import { secondsOf } from '../checks/seconds';
import { Json } from '../values/manifest';

/** In which order pods are created and deleted. Cannot be changed after the first deployment. */
export enum PodManagementPolicy {
  /** Pod 1 is created when pod 0 is Ready, and deleted before pod 0. */
  ORDERED_READY = 'OrderedReady',
  /** All at once: for systems whose members need each other to become Ready, such as quorums. */
  PARALLEL = 'Parallel',
}

/** How a rolling update proceeds. */
export interface RollingUpdateOptions {
  /**
   * Only pods with this ordinal and above are updated: a canary.
   * @default 0
   */
  readonly partition?: number;

  /**
   * How many pods may be unavailable at once. Kubernetes takes it for 1 while its feature gate MaxUnavailableStatefulSet is off, as it is
   * by default before 1.37, except in 1.35.0 to 1.35.3: what is said here takes effect with an upgrade of the cluster.
   * @default 1
   */
  readonly maxUnavailable?: number;
}

/** What happens to running pods when the pod template changes. */
export class UpdateStrategy {
  /** From the highest ordinal down, each after the one before is Ready. This is also what Kubernetes does when nothing is said. */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    checkFactory('UpdateStrategy.rollingUpdate', options);
    return new UpdateStrategy('RollingUpdate', options);
  }

  /** A pod is updated when somebody deletes it. */
  public static onDelete(): UpdateStrategy { return new UpdateStrategy('OnDelete'); }

  private constructor(
    /** `RollingUpdate` or `OnDelete`. */
    public readonly type: string,
    /**
     * How a rolling update proceeds.
     * @default - OnDelete has none
     */
    public readonly rollingUpdateOptions?: RollingUpdateOptions,
  ) {}
}

/** How changes reach the pods. */
export interface RolloutProps {
  /**
   * What happens to running pods when the pod template changes.
   * @default UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a pod must stay Ready before the next one is updated, in whole seconds. `Duration.seconds(0)` goes on at once.
   * @default - 3 seconds where a container has no readiness probe and is Ready whenever it runs; otherwise the next one is updated at once
   */
  readonly minReady?: Duration;

  /**
   * How long a pod may take to shut down before it is killed, in whole seconds.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * How many old revisions are kept for `kubectl rollout undo`.
   * @default 10
   */
  readonly revisionHistoryLimit?: number;
}

export function checkRollout(props: RolloutProps, replicas: number, errors: Errors): void {
  const { partition, maxUnavailable } = props.updateStrategy?.rollingUpdateOptions ?? {};
  if (partition !== undefined && (!Number.isInteger(partition) || partition < 0)) {
    errors.add('PartitionInvalid', {
      rule: 'updateStrategy.partition must be an ordinal, 0 or more',
      got: partition,
      remedy: 'use the lowest ordinal to update',
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
  checkSeconds(errors, { code: 'MinReadyInvalid', prop: 'minReady', value: minReady, remedy: 'use Duration.seconds(10)' }, 0);
  checkSeconds(errors, {
    code: 'GracePeriodInvalid',
    prop: 'terminationGracePeriod',
    value: terminationGracePeriod,
    because: '0 s would kill the server at once and can leave two writers on one volume',
    remedy: 'omit it for the default (30 s), or use Duration.minutes(2)',
  }, 1);
}

/**
 * From Kubernetes 1.37 on, a container that ends as soon as it starts is Ready for a moment unless it has a readiness probe, and an update
 * with a broken setting would go on through all pods. Sidecars count for the pod as well; init containers that end do not.
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
