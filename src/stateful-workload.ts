import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkContradictions } from './blocks/identity';
import { mergeAffinity } from './blocks/placement';
import { minReadySeconds } from './blocks/rollout';
import { Claim, RawVolume } from './blocks/storage';
import { checkConstruction } from './checks/calls';
import type { Errors } from './checks/errors';
import { Memo } from './checks/memo';
import { kplus } from './kplus';
import { AppObject } from './pod/app-object';
import { guardClaims } from './pod/claim-guard';
import { checkLateParts, withValues } from './pod/late-checks';
import { guardMetadata } from './pod/late-metadata';
import { gettersOf } from './pod/pod-getters';
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

  /**
   * The service account that `podSpec` names. The getter returns it, and roles are bound to it.
   * @default - the pods run as the service account `default`
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * The Secrets that `podSpec` names for registries. The getter `dockerRegistryAuth` returns the first one.
   * @default - the pods have only the credentials of the service account
   */
  readonly imagePullSecrets?: kplus.ISecret[];

  /**
   * Names and values that are no secrets although they look like one, in parts that are added later.
   * @default - a value that looks like a secret is rejected
   */
  readonly notSecret?: string[];
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
  private readonly declaredEnv = new Map<kplus.Container, { [name: string]: kplus.EnvValue }>();
  private readonly rawVolumes: RawVolume[] = [];
  private files?: PodFiles;
  private metadataOfPods?: ApiObjectMetadataDefinition;
  private podLabels?: { [key: string]: string };
  private readonly memo = new Memo<string[]>();

  constructor(scope: Construct, id: string, props: StatefulWorkloadProps) {
    checkConstruction('StatefulWorkload', scope, id, props);
    super(scope, id, { ...gettersOf(props.podSpec, props), select: false });
    this.props = props;
    this.apiObject = new AppObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: props.metadata,
      spec: Lazy.any({ produce: () => this.renderSpec() }),
    });
    guardMetadata(this, 'metadata', this.apiObject.metadata);
    this.statefulSet = this.apiObject;
    this.select(kplus.LabelSelector.of({ labels: props.selectorLabels }));
    this.node.addValidation({ validate: () => this.validate() });
    guardClaims(this);
  }

  /** Metadata of the pods, without the label `cdk8s.io/metadata.addr`, which would roll every pod when the construct moves in the tree. */
  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.metadataOfPods ??= guardMetadata(
      this, 'podMetadata', new ApiObjectMetadataDefinition({ ...this.props.podMetadata, apiObject: this.apiObject }),
      (labels, errors) => {
        this.podLabels = undefined;
        checkContradictions('podMetadata.labels', labels, this.props.selectorLabels, errors);
      },
    );
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
   * Lets roles of cdk8s-plus be bound to the service account of the pods. Without `serviceAccount`, synthesis rejects the role, because
   * every pod of the namespace without one would get it.
   */
  public toSubjectConfiguration(): kplus.SubjectConfiguration {
    return { ...super.toSubjectConfiguration(), namespace: this.metadata.namespace };
  }

  /**
   * @internal
   */
  public _overlay(container: kplus.Container, overlay: ContainerOverlay): kplus.Container {
    this.overlays.set(container, overlay);
    this.declaredEnv.set(container, container.env.variables);
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
   * The containers that run together: all but the init containers that end before the others start.
   *
   * @internal
   */
  public get _together(): kplus.Container[] {
    return [
      ...this.containers,
      ...this.initContainers.filter(container => container.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS),
    ];
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

  /**
   * Labels of the pods, with those that were added later.
   *
   * @internal
   */
  public get _podLabels(): { [key: string]: string } {
    return this.podLabels ??= this._sharedPodMetadata().labels ?? {};
  }

  private validate(): string[] {
    return this.memo.of(add => this.visitParts(add), () => this.errors().lines(this.node.scope ?? this));
  }

  /** The values to which the rules apply and that can be added or replaced until synthesis. */
  private visitParts(add: (value: unknown) => void): void {
    add(this._podLabels);
    add(this.files?.size);
    Object.values(this.matchLabels).forEach(add);
    this.matchExpressions.forEach(add);
    this.volumes.forEach(add);
    this.rawVolumes.forEach(add);
    this._claims.forEach(add);
    this.hostAliases.forEach(add);
    this.dns.nameservers.forEach(add);
    for (const containers of [this.containers, this.initContainers]) {
      for (const container of containers) {
        add(container);
        container.mounts.forEach(add);
        container.ports.forEach(add);
        Object.values(container.env.variables).forEach(add);
      }
    }
  }

  private get allContainers(): kplus.Container[] {
    return [...this.containers, ...this.initContainers];
  }

  /** Variables of a container of this library that were not checked when it was added. */
  private lateEnv(container: kplus.Container): { [name: string]: kplus.EnvValue } {
    const declared = this.declaredEnv.get(container);
    if (!declared) { return {}; }
    return Object.fromEntries(Object.entries(withValues(container.env.variables)).filter(([name, value]) => value !== declared[name]));
  }

  private errors(): Errors {
    const fileVolumes = this.files?.volumes() ?? [];
    const errors = workloadErrors({
      containers: this.allContainers,
      together: this._together,
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
    checkLateParts({
      podLabels: this._podLabels,
      selector: this._toLabelSelector(),
      workload: this,
      plainContainers: this.allContainers.filter(container => !this.overlays.has(container)),
      lateEnv: container => this.lateEnv(container),
      volumes: this.writtenVolumes(),
      notSecret: this.props.notSecret,
    }, errors);
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
    const mounted = this.allContainers.flatMap(container => mountsOf(container).map(mount => mount.volume));
    const raw = this.rawVolumes.map(volume => volume.asVolume());
    return [...new Set([...mounted, ...this.volumes, ...raw])].filter(volume => !claims.has(volume));
  }
}
