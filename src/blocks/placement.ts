import type { Errors } from '../checks/errors';
import { checkLabels } from '../checks/labels';
import { Identity } from '../values/identity';
import { Json, undefinedIfEmpty } from '../values/manifest';

const HOSTNAME = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const ZONE = 'topology.kubernetes.io/zone';

/** How members are distributed over nodes and zones. */
export class Spread {
  /** On different nodes and as even as possible over zones, where that is possible; a pod is never kept waiting for it. */
  public static soft(): Spread { return new Spread('ScheduleAnyway', PREFERRED); }

  /** Never two members on one node: a member that finds no free node stays Pending. Zones stay a wish. */
  public static requiredNodes(): Spread { return new Spread('ScheduleAnyway', REQUIRED); }

  /** Even over zones with a difference of at most one, or a pod stays Pending. Nodes stay a wish. */
  public static requiredZones(): Spread { return new Spread('DoNotSchedule', PREFERRED); }

  /** All members may end up on one node, and be lost with it. */
  public static none(): Spread { return new Spread(); }

  private constructor(private readonly zones?: string, private readonly nodes?: string) {}

  /**
   * @internal
   */
  public _constraints(labelSelector: Json): Json[] | undefined {
    return this.zones === undefined ? undefined : [{ topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: this.zones, labelSelector }];
  }

  /**
   * Nodes by anti-affinity: a spread constraint cannot say "never two", since with three pods on two nodes a skew of 1 puts two on one.
   *
   * @internal
   */
  public _antiAffinity(labelSelector: Json): Json {
    const term = { topologyKey: HOSTNAME, labelSelector };
    if (this.nodes === undefined) { return {}; }
    return { [this.nodes]: [this.nodes === REQUIRED ? term : { weight: 100, podAffinityTerm: term }] };
  }
}

/** Where the pods run. */
export interface PlacementProps {
  /**
   * How members are distributed over nodes and zones.
   * @default Spread.soft()
   */
  readonly spread?: Spread;

  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods put up with, in the words of the pod's `tolerations`.
   *
   * Kubernetes evicts the pods of a lost node after 300 s; one with `tolerationSeconds` for `node.kubernetes.io/unreachable` changes that.
   *
   * @default - the pods tolerate no taint
   */
  readonly tolerations?: { [field: string]: any }[];

  /**
   * The pod's `affinity`, in Kubernetes' words, merged with what `workload.scheduling` says.
   * @default - only `spread` decides
   */
  readonly affinity?: { [field: string]: any };

  /**
   * Priority class of the pods: who is evicted first when a node runs full.
   * @default - the cluster's default class
   */
  readonly priorityClassName?: string;

  /**
   * Container runtime of the pods.
   * @default - the node's default
   */
  readonly runtimeClassName?: string;

  /**
   * Scheduler that places the pods.
   * @default 'default-scheduler'
   */
  readonly schedulerName?: string;
}

export function checkPlacement(props: PlacementProps, errors: Errors): void {
  checkLabels('nodeSelector', props.nodeSelector, errors);
  for (const toleration of props.tolerations ?? []) {
    if (toleration.effect && !EFFECTS.includes(toleration.effect)) {
      errors.add('TolerationEffectUnknown', {
        rule: `the effect of tolerations must be one of ${EFFECTS.join(', ')}`,
        got: toleration.effect,
        remedy: 'omit it to tolerate all effects',
      });
    }
    if (toleration.operator === 'Exists' && toleration.value) {
      errors.add('TolerationValueUnused', {
        rule: 'tolerations with operator Exists must have no value, because they match every value',
        got: toleration,
        remedy: 'remove the value, or use operator Equal',
      });
    }
    if (toleration.tolerationSeconds !== undefined && toleration.effect !== 'NoExecute') {
      errors.add('TolerationSecondsUnused', {
        rule: 'tolerations with tolerationSeconds must have the effect NoExecute, because no other taint evicts pods',
        got: toleration,
        remedy: 'set effect to NoExecute, or remove tolerationSeconds',
      });
    }
    if (toleration.operator !== 'Exists' && !toleration.key) {
      errors.add('TolerationInvalid', {
        rule: 'tolerations must have a key, or the operator Exists to tolerate all taints',
        got: toleration,
        remedy: 'add a key, for example dedicated',
      });
    }
  }
}

/** Fields of the pod's spec. */
export function placementSpec(props: PlacementProps, identity: Identity): Json {
  const spread = props.spread ?? Spread.soft();
  const labelSelector = { matchLabels: identity.selector };
  return {
    topologySpreadConstraints: spread._constraints(labelSelector),
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations,
    affinity: mergeAffinity(props.affinity, { podAntiAffinity: spread._antiAffinity(labelSelector) }),
    priorityClassName: props.priorityClassName,
    runtimeClassName: props.runtimeClassName,
    schedulerName: props.schedulerName,
  };
}

/** Both sets of rules: Kubernetes adds up the terms of a list. */
export function mergeAffinity(one: Json = {}, other: Json = {}): Json | undefined {
  const merged: Json = {};
  for (const [kind, rules] of [...Object.entries(one), ...Object.entries(other)]) {
    for (const [strength, terms] of Object.entries(rules as Json ?? {})) {
      const known = merged[kind]?.[strength];
      merged[kind] = { ...merged[kind], [strength]: known === undefined ? terms : both(known, terms) };
    }
  }
  return undefinedIfEmpty(merged);
}

/**
 * What is required of nodes is no list of terms that all hold: one of the `nodeSelectorTerms` has to, so each of the one meets each of the
 * other.
 */
function both(one: any, other: any): any {
  if (Array.isArray(one)) { return [...one, ...other]; }
  const field = (name: string, a: Json, b: Json) => undefinedIfEmpty([...a[name] ?? [], ...b[name] ?? []]);
  return {
    nodeSelectorTerms: one.nodeSelectorTerms.flatMap((a: Json) => other.nodeSelectorTerms.map((b: Json) => ({
      matchExpressions: field('matchExpressions', a, b),
      matchFields: field('matchFields', a, b),
    }))),
  };
}
