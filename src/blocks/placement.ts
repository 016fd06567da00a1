import { Identity } from '../values/identity';
import { Json, unlessEmpty } from '../values/manifest';
import { Problems } from '../values/problems';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** How members are distributed over nodes and zones. */
export class Spread {
  /** As even as possible over nodes and zones; a pod is never kept waiting for it. */
  public static soft(): Spread { return new Spread([soft(HOSTNAME), soft(ZONE)], false); }

  /** Never two members on one node: a member that finds no free node stays Pending. Zones stay a wish. */
  public static requiredNodes(): Spread { return new Spread([soft(ZONE)], true); }

  /** Even over zones with a difference of at most one, or a pod stays Pending. Nodes stay a wish. */
  public static requiredZones(): Spread { return new Spread([soft(HOSTNAME), { ...soft(ZONE), whenUnsatisfiable: 'DoNotSchedule' }], false); }

  /** All members may end up on one node, and be lost with it. */
  public static none(): Spread { return new Spread([], false); }

  private constructor(private readonly constraints: Json[], private readonly separateNodes: boolean) {}

  /**
   * @internal
   */
  public _constraints(selector: Record<string, string>): Json[] {
    return this.constraints.map(constraint => ({ ...constraint, labelSelector: { matchLabels: selector } }));
  }

  /**
   * A spread constraint cannot say "never two": with three pods on two nodes a skew of 1 puts two on one.
   *
   * @internal
   */
  public _antiAffinity(selector: Record<string, string>): Json[] {
    return this.separateNodes ? [{ topologyKey: HOSTNAME, labelSelector: { matchLabels: selector } }] : [];
  }
}

function soft(topologyKey: string): Json {
  return { topologyKey, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' };
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
   * @default - the pods tolerate no taint
   */
  readonly tolerations?: any[];

  /**
   * The pod's `affinity`, in Kubernetes' words, merged with what `workload.scheduling` says.
   * @default - only `spread` decides
   */
  readonly affinity?: any;

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

export function checkPlacement(props: PlacementProps, problems: Problems): void {
  for (const toleration of props.tolerations ?? []) {
    if (toleration?.operator !== 'Exists' && !toleration?.key) {
      problems.add('TolerationInvalid', {
        rule: 'tolerations must name a taint by key, or say operator Exists for all taints', got: toleration, remedy: 'add key, for example dedicated',
      });
    }
  }
}

/** Fields of the pod's spec. */
export function placementSpec(props: PlacementProps, identity: Identity): Json {
  const spread = props.spread ?? Spread.soft();
  return {
    topologySpreadConstraints: unlessEmpty(spread._constraints(identity.selector)),
    nodeSelector: props.nodeSelector,
    tolerations: props.tolerations,
    affinity: withAntiAffinity(props.affinity, spread._antiAffinity(identity.selector)),
    priorityClassName: props.priorityClassName,
    runtimeClassName: props.runtimeClassName,
    schedulerName: props.schedulerName,
  };
}

function withAntiAffinity(affinity: Json | undefined, terms: Json[]): Json | undefined {
  if (terms.length === 0) { return affinity; }
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const given = affinity?.podAntiAffinity;
  return { ...affinity, podAntiAffinity: { ...given, [required]: [...terms, ...given?.[required] ?? []] } };
}
