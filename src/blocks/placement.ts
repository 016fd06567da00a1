import type { Errors } from '../checks/errors';
import { checkFields } from '../checks/kubernetes-fields';
import { checkLabels } from '../checks/labels';
import { Identity } from '../values/identity';
import { Json, undefinedIfEmpty } from '../values/manifest';

const HOSTNAME = 'kubernetes.io/hostname';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
/** Label of the zone: of nodes, and since Kubernetes 1.35 of their pods. */
export const ZONE = 'topology.kubernetes.io/zone';

/** Distribution of members over nodes and zones. */
export class Spread {
  /** Prefers different nodes and an even spread over zones. A pod never stays Pending because of it. */
  public static soft(): Spread { return new Spread('ScheduleAnyway', PREFERRED); }

  /** Never places two members on one node. A member for which no node is free stays Pending. The spread over zones stays a preference. */
  public static requiredNodes(): Spread { return new Spread('ScheduleAnyway', REQUIRED); }

  /**
   * Requires an even spread over zones with a difference of at most one, otherwise a pod stays Pending. Different nodes stay a preference.
   */
  public static requiredZones(): Spread { return new Spread('DoNotSchedule', PREFERRED); }

  /** Allows all members on one node, so that the loss of that node takes all of them. */
  public static none(): Spread { return new Spread(); }

  private constructor(private readonly zones?: string, private readonly nodes?: string, private readonly only: string[] = []) {}

  /**
   * @internal
   */
  public get _requiresNodes(): boolean {
    return this.nodes === REQUIRED;
  }

  /**
   * The same rules for nodes, and an even spread over these zones as a requirement. A zone without a node counts as an empty one, so that
   * no other zone takes its members.
   *
   * @internal
   */
  public _overZones(only: string[]): Spread {
    return new Spread('DoNotSchedule', this.nodes, only);
  }

  /**
   * @internal
   */
  public _constraints(labelSelector: Json): Json[] | undefined {
    return this.zones === undefined ? undefined : [{
      topologyKey: ZONE,
      maxSkew: 1,
      ...this.only.length > 0 ? { minDomains: this.only.length } : {},
      whenUnsatisfiable: this.zones,
      labelSelector,
    }];
  }

  /**
   * @internal
   */
  public get _nodeAffinity(): Json {
    return this.only.length === 0 ? {} : {
      [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: this.only }] }] },
    };
  }

  /**
   * Nodes by anti-affinity: a spread constraint cannot forbid two pods on one node, since three pods on two nodes with a skew of 1 are
   * allowed.
   *
   * @internal
   */
  public _antiAffinity(labelSelector: Json): Json {
    const term = { topologyKey: HOSTNAME, labelSelector };
    if (this.nodes === undefined) { return {}; }
    return { [this.nodes]: [this.nodes === REQUIRED ? term : { weight: 100, podAffinityTerm: term }] };
  }
}

/** Rules for the nodes that the pods run on. */
export interface PlacementProps {
  /**
   * Distribution of members over nodes and zones.
   * @default Spread.soft()
   */
  readonly spread?: Spread;

  /**
   * Labels that a node must have to run the pods.
   * @default - the pods run on any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods tolerate, as entries of the pod's `tolerations`.
   *
   * Kubernetes evicts the pods of an unreachable node after 300 s. To change this time, add a toleration for
   * `node.kubernetes.io/unreachable` with `tolerationSeconds`.
   *
   * @default - the pods tolerate no taint
   */
  readonly tolerations?: { [field: string]: any }[];

  /**
   * The pod's `affinity` in the Kubernetes format, merged with the rules of `workload.scheduling`.
   * @default - only `spread` applies
   */
  readonly affinity?: { [field: string]: any };

  /**
   * Priority class of the pods. It decides which pods are evicted first when a node runs out of resources.
   * @default - the cluster's default class
   */
  readonly priorityClassName?: string;

  /**
   * Container runtime of the pods.
   * @default - the node's default runtime
   */
  readonly runtimeClassName?: string;

  /**
   * Scheduler that places the pods.
   * @default 'default-scheduler'
   */
  readonly schedulerName?: string;
}

export function checkPlacement(props: PlacementProps, replicas: number, errors: Errors): void {
  checkLabels('nodeSelector', props.nodeSelector, errors);
  checkFields('affinity', 'Affinity', props.affinity, errors);
  const node = props.nodeSelector?.[HOSTNAME];
  if (node !== undefined && replicas > 1 && props.spread?._requiresNodes) {
    errors.add('SpreadOnOneNode', {
      rule: `spread must not be Spread.requiredNodes() with a nodeSelector for one node, because ${replicas - 1} of ${replicas} pods would `
        + 'stay Pending',
      got: { [HOSTNAME]: node },
      remedy: 'use Spread.none(), or select several nodes by another label',
    });
  }
  for (const [i, toleration] of (props.tolerations ?? []).entries()) {
    checkFields(`tolerations.${i}`, 'Toleration', toleration, errors);
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
    affinity: mergeAffinity(props.affinity, { nodeAffinity: spread._nodeAffinity, podAntiAffinity: spread._antiAffinity(labelSelector) }),
    priorityClassName: props.priorityClassName,
    runtimeClassName: props.runtimeClassName,
    schedulerName: props.schedulerName,
  };
}

/** Combines both sets of rules. Kubernetes requires all terms of a list. */
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
 * `nodeSelectorTerms` are alternatives: a node has to match only one of them. To require both affinities, combine each term of the one with
 * each term of the other.
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
