import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { mergeAffinity } from './blocks/placement';
import { minReadySeconds } from './blocks/rollout';
import { Claim, RawVolume } from './blocks/storage';
import { checkConstruction } from './checks/calls';
import type { Errors } from './checks/errors';
import { kplus } from './kplus';
import { guardClaims } from './pod/claim-guard';
import { commandsOf, ContainerOverlay, libraryMounts, PodFiles, renderContainer, withDevices } from './pod/render-container';
import { mountsOf, workloadErrors } from './pod/workload-checks';
import { bytesTooMany, MAX_APPLIED_BYTES } from './values/applied-size';
import { Json, undefinedIfEmpty } from './values/manifest';

/** Parts of the StatefulSet in addition to its containers, claims and volumes. */
export interface StatefulWorkloadProps {
  /** Metadata of the StatefulSet. */
  readonly metadata: ApiObjectMetadata;

  /** Metadata of the pods. */
  readonly podMetadata: ApiObjectMetadata;

  /** Labels by which the set selects its pods. Cannot be changed after the first deployment. */
  readonly selectorLabels: { [key: string]: string };

  /**
   * Minimum time that a pod must be Ready before the next one is updated.
   * @default - 3 seconds if a container has no readiness probe; otherwise the next one is updated at once
   */
  readonly minReady?: Duration;

  /** Fields of the StatefulSet's spec that do not depend on containers, claims or volumes. */
  readonly spec: { [field: string]: any };

  /** Fields of the pod's spec that do not depend on containers, claims or volumes. */
  readonly podSpec: { [field: string]: any };
}

/**
 * The StatefulSet. The API that cdk8s-plus offers for workloads works on it: `scheduling`, `connections`, `select`.
 *
 * Add containers with `addContainer` of `StatefulApp`, which applies the defaults of this library. `addContainer` of this class applies
 * those of cdk8s-plus.
 */
export class StatefulWorkload extends kplus.Workload {
  /** Name of the resource in roles of the Kubernetes API. */
  public readonly resourceType = 'statefulsets';

  /** The StatefulSet in the manifest. JSON patches can change any field. */
  public readonly statefulSet: ApiObject;

  /**
   * @internal
   */
  public readonly _claims: Claim[] = [];

  protected readonly apiObject: ApiObject;
  private readonly props: StatefulWorkloadProps;
  private readonly overlays = new Map<kplus.Container, ContainerOverlay>();
  private readonly rawVolumes: RawVolume[] = [];
  private files?: PodFiles;
  private metadataOfPods?: ApiObjectMetadataDefinition;
  private judged?: { size: number; errors: string[] };

  constructor(scope: Construct, id: string, props: StatefulWorkloadProps) {
    checkConstruction('StatefulWorkload', scope, id, props);
    super(scope, id, { select: false });
    this.props = props;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: props.metadata,
      spec: Lazy.any({ produce: () => this.renderSpec() }),
    });
    this.statefulSet = this.apiObject;
    this.select(kplus.LabelSelector.of({ labels: props.selectorLabels }));
    this.node.addValidation({ validate: () => this.validate() });
    guardClaims(this);
  }

  /** Metadata of the pods, without the label `cdk8s.io/metadata.addr`, which would roll every pod when the construct moves in the tree. */
  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.metadataOfPods ??= new ApiObjectMetadataDefinition({ ...this.props.podMetadata, apiObject: this.apiObject });
  }

  /** Lets policies and affinities of cdk8s-plus select the pods by the labels of the selector. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    const { namespace } = this.metadata;
    return {
      labelSelector: kplus.LabelSelector.of({ labels: this.props.selectorLabels }),
      namespaces: namespace ? { names: [namespace] } : undefined,
    };
  }

  /**
   * @internal
   */
  public _overlay(container: kplus.Container, overlay: ContainerOverlay): kplus.Container {
    this.overlays.set(container, overlay);
    return container;
  }

  /**
   * @internal
   */
  public _addClaim(claim: Claim): Claim {
    this._claims.push(claim);
    return claim;
  }

  /**
   * @internal
   */
  public _addVolume(volume: RawVolume): RawVolume {
    this.rawVolumes.push(volume);
    return volume;
  }

  /**
   * @internal
   */
  public _useFiles(files: PodFiles): void {
    this.files = files;
  }

  /**
   * Metadata of the pods without the checksum of their files.
   *
   * @internal
   */
  public _sharedPodMetadata(): Json {
    // until the definition is requested, the metadata that was given applies
    return this.metadataOfPods?.toJson() ?? this.props.podMetadata;
  }

  /**
   * The pods' spec without containers and volumes.
   *
   * @internal
   */
  public _sharedPodSpec(): Json {
    const { affinity, tolerations, nodeName } = this.scheduling._toKube();
    const { policy, config } = this.dns._toKube();
    return {
      ...this.props.podSpec,
      affinity: mergeAffinity(this.props.podSpec.affinity, affinity && kplus.k8s.toJson_Affinity(affinity)),
      tolerations: undefinedIfEmpty([...this.props.podSpec.tolerations ?? [], ...tolerations ?? []]),
      nodeName,
      hostAliases: undefinedIfEmpty(this.hostAliases.map(alias => ({ ip: alias.ip, hostnames: alias.hostnames }))),
      dnsPolicy: policy === kplus.DnsPolicy.CLUSTER_FIRST ? undefined : policy,
      dnsConfig: config && Object.values(config).some(value => value !== undefined) ? config : undefined,
    };
  }

  /** cdk8s validates the whole app again for each of its charts. If no part was added since, the result is the same. */
  private validate(): string[] {
    const size = this.measure();
    if (this.judged?.size !== size) { this.judged = { size, errors: this.errors().lines(this.node.scope ?? this) }; }
    return this.judged.errors;
  }

  /** Grows with every part that the rules read. Parts cannot be removed again. */
  private measure(): number {
    let size = this.volumes.length + this.rawVolumes.length + this._claims.length + (this.files?.size ?? 0);
    for (const { mounts, env, ports } of [...this.containers, ...this.initContainers]) {
      size += 1 + mounts.length + ports.length + Object.keys(env.variables).length;
    }
    return size;
  }

  private errors(): Errors {
    const fileVolumes = this.files?.volumes() ?? [];
    const errors = workloadErrors({
      containers: [...this.containers, ...this.initContainers],
      together: [
        ...this.containers,
        ...this.initContainers.filter(container => this.overlays.get(container)?.spec.restartPolicy === 'Always'),
      ],
      claims: this._claims,
      volumes: this.writtenVolumes(),
      fileVolumes: fileVolumes.map(volume => volume.name),
      mountsOfFiles: container => {
        const overlay = this.overlays.get(container);
        return overlay ? libraryMounts(overlay, this.files) : [];
      },
      commandsWithFiles: container => {
        const overlay = this.overlays.get(container);
        return overlay?.sharesFiles ? commandsOf(container, overlay) : [];
      },
      notExecutable: this.files?.notExecutable() ?? [],
      envOfFiles: container => this.overlays.get(container)?.sharesFiles
        ? (this.files?.sharedEnv() ?? []).map(variable => variable.name)
        : [],
    });
    const bytes = bytesTooMany(this.apiObject, [JSON.stringify(fileVolumes)]);
    if (bytes !== undefined) {
      errors.add('SetTooLarge', {
        rule: `the StatefulSet must have at most ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply stores the whole object in an `
          + 'annotation',
        got: bytes,
        remedy: 'lower maxOrdinal, up to which the set lists the files of roles, or set shell',
      });
    }
    return errors;
  }

  private renderSpec(): Json {
    const podSpec = this.renderPodSpec();
    return {
      ...this.props.spec,
      minReadySeconds: minReadySeconds(this.props.minReady, podSpec),
      selector: this._toLabelSelector(),
      template: { metadata: this.renderPodMetadata(), spec: podSpec },
      volumeClaimTemplates: undefinedIfEmpty(this._claims.map(claim => claim._toJson())),
    };
  }

  private renderPodMetadata(): Json {
    const { labels, annotations, ...metadata } = this._sharedPodMetadata();
    return {
      ...metadata,
      labels: undefinedIfEmpty({ ...labels }),
      annotations: undefinedIfEmpty({ ...annotations, ...this.files?.annotations() }),
    };
  }

  private renderPodSpec(): Json {
    const devices = new Set(this._claims.filter(claim => claim._isDevice).map(claim => claim.name));
    const render = (container: kplus.Container) =>
      withDevices(renderContainer(container, this.overlays.get(container), this.files), devices);
    return {
      ...this._sharedPodSpec(),
      initContainers: undefinedIfEmpty(this.initContainers.map(render)),
      containers: this.containers.map(render),
      volumes: undefinedIfEmpty(this.renderVolumes()),
    };
  }

  private renderVolumes(): Json[] {
    const sources = new Map(this.rawVolumes.map(volume => [volume.asVolume(), volume.source]));
    return [
      ...this.writtenVolumes().map(volume => sources.has(volume)
        ? { name: volume.name, ...sources.get(volume) }
        : kplus.k8s.toJson_Volume(volume._toKube()) as Json),
      ...this.files?.volumes() ?? [],
    ];
  }

  private writtenVolumes(): kplus.Volume[] {
    const claims = new Set(this._claims.map(claim => claim._volume()));
    const mounted = [...this.containers, ...this.initContainers].flatMap(container => mountsOf(container).map(mount => mount.volume));
    const raw = this.rawVolumes.map(volume => volume.asVolume());
    return [...new Set([...mounted, ...this.volumes, ...raw])].filter(volume => !claims.has(volume));
  }
}
