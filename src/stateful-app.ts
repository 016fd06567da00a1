import { ApiObject, Chart, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { AppMonitoring } from './app-monitoring';
import { AlertsProps, checkAlertNamespace, claimMatchers, podMatchers } from './blocks/alerts';
import { CommonAlertsOptions } from './blocks/common-alerts';
import { AppContainerProps, BootstrapContainerProps, checkAddedContainer, checkInitContainer } from './blocks/containers';
import { disruptionBudgetSpec } from './blocks/disruption';
import { ConfigFileOptions } from './blocks/files';
import { identityOf } from './blocks/identity';
import { checkScrapers } from './blocks/metrics';
import { NetworkPeer } from './blocks/network';
import {
  checkClientService, checkOfferedPorts, ClientServiceProps, clientServiceSpec, headlessServiceSpec, portsBehind,
} from './blocks/services';
import { checkClaim, checkUnused, checkVolume, Claim, ClaimProps, RawVolume } from './blocks/storage';
import { checkAtSynthesis, checkCall, checkConstruction, checkRules, isChecked, markChecked } from './checks/calls';
import { errorAt, unknownAt } from './checks/errors';
import { ClientService } from './client-service';
import { kplus } from './kplus';
import { MetricsProps } from './metrics-props';
import { AppFiles } from './pod/app-files';
import { AppJob, AppJobs } from './pod/app-jobs';
import { AppNetwork } from './pod/app-network';
import { addObject } from './pod/app-object';
import {
  CertificateOptions, certificateNames, certificateSpec, checkCertificate, checkMembers, checkNewCertificate,
} from './pod/certificate';
import { ClientIsolation, ClientOptions, ClientWiring, podsOf, wireClient } from './pod/client-wiring';
import { ContainerFactory, literalsOf, portsOf } from './pod/container-factory';
import { AppCronJobProps, AppJobProps } from './pod/job-props';
import { ContainerOverlay } from './pod/render-container';
import { reserveName } from './pod/reserved-names';
import { guardSet } from './pod/set-guard';
import { AppRole } from './role';
import { checkApp } from './stateful-app-checks';
import { StatefulAppProps } from './stateful-app-props';
import { StatefulWorkload } from './stateful-workload';
import { AlertRule } from './values/alert-rule';
import { IClientWorkload } from './values/client-workload';
import { hostOf, Identity, ordinalsOf, serviceDomain } from './values/identity';
import { sortKeys } from './values/manifest';
import { Port } from './values/port';
import { workloadProps } from './workload-props';

/**
 * A stateful system on plain Kubernetes: a headless Service, a StatefulSet, claim templates, and the files and environment of each role.
 *
 * Pods have stable names (`redis-0.redis`) and dedicated volumes, run as an unprivileged user, are spread over nodes and zones, and are
 * disrupted one at a time. Unsafe configurations are rejected at synthesis with a remedy.
 *
 * ```ts
 * const redis = new StatefulApp(this, 'Cache', {
 *   name: 'redis',
 *   replicas: 3,
 *   image: 'redis:8',
 *   user: 999,
 *   ports: [Port.tcp(6379, { name: 'redis' })],
 *   claims: { data: { size: Size.gibibytes(10), mountPath: '/data' } },
 * });
 * ```
 */
export class StatefulApp extends Construct {
  /** Name of the StatefulSet and of its headless Service, and prefix of every other name. */
  public readonly name: string;

  /** Number of synthesized pods. */
  public readonly replicas: number;

  /** The StatefulSet, with the API that cdk8s-plus offers for workloads. */
  public readonly workload: StatefulWorkload;

  /** The main container. Mount a volume with `container.mount(path, claim)`. */
  public readonly container: kplus.Container;

  /** The headless Service, which gives the pods their names. JSON patches can change any field of this and every other object. */
  public readonly headlessService: ApiObject;

  /**
   * The disruption budget.
   * @default - not created with one replica or with `DisruptionBudget.none()`
   */
  public readonly disruptionBudget?: ApiObject;

  /**
   * The network policy.
   * @default - not created with `NetworkAccess.open()`
   */
  public readonly networkPolicy?: ApiObject;

  /** @internal */
  public readonly _identity: Identity;

  /** @internal */
  public readonly _jobs: AppJobs;

  private readonly ports: Port[];
  private readonly network: AppNetwork;
  private readonly files: AppFiles;
  private readonly containers: ContainerFactory;
  private readonly monitoring: AppMonitoring;
  private readonly env: { [name: string]: kplus.EnvValue };
  private readonly gracePeriod?: Duration;
  private readonly claims = new Map<string, Claim>();
  private readonly allowed = new Set<IClientWorkload>();
  private readonly serviceNames: string[] = [];

  constructor(scope: Construct, id: string, props: StatefulAppProps) {
    checkConstruction('StatefulApp', scope, id, props);
    super(scope, id);
    if (!isChecked(props)) { checkApp(props).throwIfAny(this); }

    props = sortKeys(props);
    this.name = props.name;
    this.replicas = props.replicas;
    this._identity = identityOf(props, Chart.of(this).namespace);
    checkRules(this, errors => reserveName(Chart.of(this), this.name, this._identity, errors));
    this.ports = (props.ports ?? []).filter(port => port.forClients);
    this.network = new AppNetwork(this._identity, props, this.ports);
    this.env = { ...props.env };
    this.gracePeriod = props.terminationGracePeriod;

    const { labels, annotations } = props.headlessService ?? {};
    this.headlessService = addObject(this, 'HeadlessService', this._identity, {
      apiVersion: 'v1', kind: 'Service', metadata: { labels, annotations }, spec: headlessServiceSpec(props, this._identity, this.ports),
    });
    this.files = new AppFiles(this, this._identity, props);
    this.containers = new ContainerFactory(props, this.files);
    this.workload = new StatefulWorkload(this, 'Resource', markChecked(workloadProps(props, this._identity)));
    this.workload._useFiles(this.files);
    guardSet({
      app: this, identity: this._identity, claims: this.claims, workload: this.workload, isIsolated: this.network.isIsolated,
    });
    this._jobs = new AppJobs(this, this._identity, props, this.network, this.workload);
    this.monitoring = new AppMonitoring(this, this._identity, this.workload);
    this.addPreparingContainers(props);
    this.container = this.addMainContainer(props);
    for (const [name, claim] of Object.entries(props.claims ?? {})) { this.createClaim(name, claim); }

    const budget = disruptionBudgetSpec(props, this._identity);
    this.disruptionBudget = budget && addObject(this, 'DisruptionBudget', this._identity, {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: budget,
    });
    this.networkPolicy = this.network.isIsolated ? addObject(this, 'NetworkPolicy', this._identity, {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: Lazy.any({ produce: () => this.network.policySpec() }),
    }) : undefined;
    for (const [suffix, service] of Object.entries(props.clientServices ?? {})) { this.createClientService(suffix, service); }
  }

  /**
   * Namespace of the set.
   * @default - undefined if neither the construct nor its chart has one; `kubectl apply -n` then sets it
   */
  public get namespace(): string | undefined {
    return this._identity.namespace;
  }

  /** Labels by which Services, policies and budgets select the pods. */
  public get selectorLabels(): { [key: string]: string } {
    return { ...this._identity.selector };
  }

  /**
   * Label matchers of PromQL for metrics of the pods: `namespace="shop",pod=~"etcd-[0-9]+"`.
   *
   * @throws [AlertNamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public get podMatchers(): string {
    checkRules(this, errors => checkAlertNamespace(this.namespace, errors));
    return podMatchers(this._identity);
  }

  /**
   * Label matchers of PromQL for metrics of the volumes: `namespace="shop",persistentvolumeclaim=~"data-etcd-[0-9]+"`.
   *
   * @throws [AlertNamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public get claimMatchers(): string {
    checkRules(this, errors => checkAlertNamespace(this.namespace, errors));
    return claimMatchers(this._identity, [...this.claims.keys()]);
  }

  /** The ConfigMaps behind `files`, `reloadedFiles` and the files of roles. */
  public get configMaps(): ApiObject[] {
    return this.files.objects;
  }

  /** Hosts of the synthesized pods, from the first ordinal up: `redis-0.redis`. */
  public get hosts(): string[] {
    return ordinalsOf(this._identity).map(ordinal => this.host(ordinal));
  }

  /**
   * Host of one pod for pods of the same namespace: `redis-0.redis`.
   *
   * @throws [OrdinalUnknown] if the set has no such pod
   */
  public host(ordinal: number): string {
    checkCall(this, 'StatefulApp.host', [ordinal]);
    const ordinals = ordinalsOf(this._identity);
    if (!ordinals.includes(ordinal)) {
      throw unknownAt(this, 'OrdinalUnknown', 'the ordinal of a host must be that of an existing pod', ordinal, ordinals);
    }
    return hostOf(this._identity, ordinal);
  }

  /**
   * Host of one pod for every pod of the cluster: `redis-0.redis.shop.svc.cluster.local`.
   *
   * @throws [OrdinalUnknown] if the set has no such pod
   * @throws [NamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public fqdn(ordinal: number): string {
    checkCall(this, 'StatefulApp.fqdn', [ordinal]);
    return this.inNamespace(this.host(ordinal));
  }

  /**
   * Name that resolves to the addresses of all pods: `redis.shop.svc.cluster.local`. Within the namespace, `name` suffices.
   *
   * @throws [NamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public get serviceFqdn(): string {
    return this.inNamespace(this.name);
  }

  /**
   * A role by its name.
   *
   * @throws [RoleUnknown] if the set has no such role
   */
  public role(name: string): AppRole {
    checkCall(this, 'StatefulApp.role', [name]);
    const role = this.files.roles.find(r => r.name === name);
    if (!role) {
      throw unknownAt(this, 'RoleUnknown', 'the name of a role must be one of the declared roles', name, this.files.roles.map(r => r.name));
    }
    const ordinals = ordinalsOf(this._identity).filter(ordinal => role.ordinals.includes(ordinal));
    return { name, ordinals: role.ordinals, hosts: ordinals.map(ordinal => this.host(ordinal)) };
  }

  /** The text files in the main container of a pod, by path, including a pod that `kubectl scale` adds later. Use it in tests. */
  public filesOf(ordinal: number): { [path: string]: string } {
    checkCall(this, 'StatefulApp.filesOf', [ordinal]);
    return { ...this.files.texts, ...this.files.reloadedTexts, ...this.files.roleAt(ordinal)?.files };
  }

  /** The literal environment of the main container of a pod, including a pod that `kubectl scale` adds later. Use it in tests. */
  public environmentOf(ordinal: number): { [name: string]: string } {
    checkCall(this, 'StatefulApp.environmentOf', [ordinal]);
    return { ...literalsOf(this.env), ...this.files.roleAt(ordinal)?.env };
  }

  /**
   * A claim template. Mount it with `container.mount(path, claim)`.
   *
   * @throws [ClaimUnknown] if the set has no such claim
   */
  public claim(name: string): Claim {
    checkCall(this, 'StatefulApp.claim', [name]);
    const claim = this.claims.get(name);
    if (!claim) {
      throw unknownAt(this, 'ClaimUnknown', 'the name of a claim must be one of the declared claims', name, [...this.claims.keys()]);
    }
    return claim;
  }

  /** Adds a claim template. Without `mountPath`, you still have to mount it. */
  public addClaim(name: string, props: ClaimProps): Claim {
    checkCall(this, 'StatefulApp.addClaim', [name, props], errors => {
      checkClaim(name, props, errors);
      checkUnused('ClaimTaken', 'claim', name, this.claims.has(name), errors);
    });
    return this.createClaim(name, props);
  }

  /**
   * Adds a volume that is not a claim. Mount it with `container.mount(path, volume)`.
   *
   * @param name name of the volume in the pod
   * @param source the volume in the Kubernetes format: `{ csi: { driver: '...' } }`
   */
  public addVolume(name: string, source: { [field: string]: any }): RawVolume {
    checkCall(this, 'StatefulApp.addVolume', [name, source], errors => {
      checkVolume(name, source, errors);
      checkUnused('VolumeTaken', 'volume', name, this.node.tryFindChild(`Volume-${name}`) !== undefined, errors);
    });
    return this.workload._addVolume(new RawVolume(this, `Volume-${name}`, name, source));
  }

  /** Adds a text file to the main container. */
  public addConfigFile(path: string, text: string, options: ConfigFileOptions = {}): void {
    checkCall(this, 'StatefulApp.addConfigFile', [path, text, options], errors => this.files.checkText(path, text, options, errors));
    this.files.addText(path, text, options);
  }

  /** Adds a container that runs next to the main one. */
  public addContainer(props: AppContainerProps): kplus.Container {
    checkCall(this, 'StatefulApp.addContainer', [props], errors => checkAddedContainer(props, this.gracePeriod, errors));
    const overlay = this.containers.overlayForOther(props.name, props);
    return this.workload._overlay(this.workload.addContainer(this.containers.kplusProps(props.name, props, overlay)), overlay);
  }

  /** Adds a container that has to succeed before the main one starts. Init containers run in the order in which they are added. */
  public addInitContainer(props: AppContainerProps): kplus.Container {
    checkCall(this, 'StatefulApp.addInitContainer', [props], errors => checkInitContainer(props, errors));
    return this.addInit(props, this.containers.overlayForOther(props.name, props));
  }

  /**
   * Adds an init container that prepares the pod with the image, environment, files and resources of the main container. It runs after the
   * init containers that were added before. Mount the volumes that it prepares: `container.mount('/data', app.claim('data'))`.
   *
   * With another `image`, the container does not have the environment of the pod's role, which needs the shell of the main image.
   */
  public addBootstrapContainer(props: BootstrapContainerProps): kplus.Container {
    checkCall(this, 'StatefulApp.addBootstrapContainer', [props]);
    const bootstrap = this.containers.bootstrap(props);
    checkRules(this, errors => checkInitContainer(bootstrap, errors));
    return this.addInit(bootstrap, this.containers.overlayForBootstrap(bootstrap, this.container));
  }

  /** Adds a sidecar. It starts before the main container, runs next to it and stops after it. Requires Kubernetes 1.29. */
  public addSidecarContainer(props: AppContainerProps): kplus.Container {
    checkCall(this, 'StatefulApp.addSidecarContainer', [props], errors => checkAddedContainer(props, this.gracePeriod, errors));
    return this.addInit(props, this.containers.overlayForOther(props.name, props, 'Always'));
  }

  /** Adds a Service for clients, called `<name>-<suffix>`. */
  public addClientService(suffix: string, props: ClientServiceProps = {}): ClientService {
    checkCall(this, 'StatefulApp.addClientService', [suffix, props]);
    return this.createClientService(suffix, props);
  }

  /**
   * Adds a Job, which runs when it is applied. Its pods have the placement, security, pull secrets, labels and annotations of the set, and
   * may connect to the members if `networkAccess` is isolated. The name of the Job is `<name of the set>-<name>-<hash>`. It changes with
   * its pods, because Kubernetes rejects a change of an existing Job. The changed Job runs again.
   *
   * @param name name of the Job and of its container, such as `migrate`
   * @param props its pod and its limits
   */
  public addJob(name: string, props: AppJobProps): AppJob {
    checkCall(this, 'StatefulApp.addJob', [name, props], errors => this._jobs.checkJob(name, props, errors));
    return this._jobs.addJob(name, props);
  }

  /**
   * As `addJob`, on a schedule: a CronJob called `<name of the set>-<name>`. While a run lasts, no other one begins.
   *
   * @param name name of the CronJob and of its container, such as `backup`
   * @param props its schedule, its pod and its limits
   */
  public addCronJob(name: string, props: AppCronJobProps): AppJob {
    checkCall(this, 'StatefulApp.addCronJob', [name, props], errors => this._jobs.checkCronJob(name, props, errors));
    return this._jobs.addCronJob(name, props);
  }

  /**
   * Declares where the pods serve metrics. Scrapers may connect to that port and to no other. Add the container of an exporter first.
   *
   * ```ts
   * const etcd = new StatefulApp(this, 'Etcd', { name: 'etcd', replicas: 3, image: 'quay.io/coreos/etcd:v3.6.5', user: 1000 });
   * etcd.addMetrics({ port: 2381, podMonitor: {}, scrapers: [NetworkPeer.namespace('monitoring')] });
   * ```
   *
   * @returns the PodMonitor, if one is requested. It has the name of the set, followed by the name of the port if that is not `metrics`
   */
  public addMetrics(props: MetricsProps): ApiObject | undefined {
    checkCall(this, 'StatefulApp.addMetrics', [props]);
    const port = this.monitoring.addPort(props);
    for (const scraper of props.scrapers ?? []) { this.allowFrom(scraper, port); }
    checkAtSynthesis(this, errors => checkScrapers(props.scrapers, this.network.clientsOf(port.number), errors));
    return this.monitoring.addPodMonitor(port, props);
  }

  /**
   * Adds a PrometheusRule with alerts. Each alert gets the labels `severity`, `namespace` and `statefulset`. Requires the Prometheus
   * Operator.
   *
   * @throws [AlertNamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public addAlerts(props: AlertsProps): ApiObject {
    checkCall(this, 'StatefulApp.addAlerts', [props]);
    return this.monitoring.addAlerts(props);
  }

  /**
   * The alerts that hold for every system, for `addAlerts`: a pod is not Ready, a target of `addMetrics` has no metrics, a volume fills up
   * or is almost full. Call `addMetrics` first. The alerts need kube-state-metrics and the kubelet's metrics for volumes.
   *
   * @throws [AlertNamespaceUnknown] if neither the construct nor its chart has a namespace
   */
  public commonAlerts(options: CommonAlertsOptions): AlertRule[] {
    checkCall(this, 'StatefulApp.commonAlerts', [options]);
    return this.monitoring.commonAlerts(options, [...this.claims.keys()]);
  }

  /**
   * Ends a look-up of a name after 4 s instead of 20 s if a server of the cluster's DNS does not respond. A lost node may have run such a
   * server, to which Kubernetes routes look-ups until the node is NotReady. Use it for members that resolve names during an election.
   */
  public failLookUpsSoon(): void {
    this.workload.dns.addOption({ name: 'timeout', value: '1' }, { name: 'attempts', value: '2' });
  }

  /** Lets a client connect to these ports or, without any, to all ports for clients. No effect if `networkAccess` is open. */
  public allowFrom(client: NetworkPeer, ...ports: Port[]): void {
    const rule = { peer: client, ports };
    checkCall(this, 'StatefulApp.allowFrom', [client, ...ports], errors => this.network.checkClient(rule, errors));
    this.network.addClient(rule);
  }

  /** Lets the members connect to a server on these ports or, without any, on all ports. No effect if `networkAccess` is open. */
  public allowTo(server: NetworkPeer, ...ports: Port[]): void {
    const rule = { peer: server, ports };
    checkCall(this, 'StatefulApp.allowTo', [server, ...ports], errors => this.network.checkServer(rule, errors));
    this.network.addServer(rule);
  }

  /**
   * Lets the pods of an application connect to the members. Their other connections stay as they are. No effect if `networkAccess` is open.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options network policy of the application
   * @throws [ClientSelectorMissing] if the pods of the client have no labels by which a policy can select them
   */
  public allowWorkload(client: IClientWorkload, options: ClientIsolation = {}): void {
    checkCall(this, 'StatefulApp.allowWorkload', [client, options]);
    if (!this.networkPolicy) { return; }
    const { labels, namespace } = podsOf(client);
    if (!this.allowed.has(client)) {
      this.allowed.add(client);
      this.allowFrom(this.network.podsIn(namespace, labels));
    }
    // the policy of an isolated set blocks its connections to other sets
    if (options.isolateClient || isIsolatedSet(client)) {
      this.network.addClientPolicy(client as unknown as Construct, client.name, labels, namespace);
    }
  }

  /**
   * DNS names that a certificate of the members needs: each form of the names of the pods and Services, with and without the namespace, and
   * wildcards for pods of the namespace.
   *
   * @param members number of members that the certificate covers, if the set is going to grow. Without it, the number of replicas counts
   */
  public certificateNames(members: number = this.replicas): string[] {
    checkCall(this, 'StatefulApp.certificateNames', [members], errors => checkMembers(members, errors));
    return certificateNames(this._identity, this.serviceNames, members);
  }

  /**
   * Adds a Certificate of cert-manager, which writes the keys `tls.crt`, `tls.key` (PKCS #8) and `ca.crt` into the Secret. The names are
   * those of `certificateNames` at synthesis. Requires cert-manager.
   *
   * @param secret the Secret that the members mount, such as `tls.certificate` of a preset
   * @param options issuer and validity
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public addCertificate(secret: kplus.ISecret, options: CertificateOptions): ApiObject {
    checkCall(this, 'StatefulApp.addCertificate', [secret, options], errors => {
      checkCertificate(options, errors);
      checkNewCertificate(secret.name, this.node.tryFindChild(`Certificate-${secret.name}`) !== undefined, errors);
    });
    return addObject(this, `Certificate-${secret.name}`, this._identity, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: secret.name },
      spec: Lazy.any({ produce: () => certificateSpec(secret.name, this.certificateNames(options.members), options) }),
    });
  }

  /**
   * Connects an application: its containers get the variables and files, and its pods may connect to the members (`allowWorkload`). The
   * `bind` of a preset calls it.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param wiring variables and files by which the application finds the set and logs in
   * @param options containers that are wired, and the network policy of the application
   * @throws [ClientContainerUnknown] if the application has no container of a given name
   * @throws [ClientVariableTaken] if a container has one of the variables already
   * @throws [ClientMountTaken] if a container has another volume where a file goes
   */
  public bindClient(client: IClientWorkload, wiring: ClientWiring = {}, options: ClientOptions = {}): void {
    checkCall(this, 'StatefulApp.bindClient', [client, wiring, options]);
    wireClient(client, wiring, options);
    this.allowWorkload(client, { isolateClient: options.isolateClient });
  }

  /**
   * As `allowWorkload` with `isolateClient`, for pods that a subclass creates, for which it renders the manifest itself.
   *
   * @param scope parent of the pods' policy
   * @param client prefix of the policy's name
   * @param labels labels of the pods
   * @param namespace their namespace. Without it, it is that of the set
   */
  protected allowPods(scope: Construct, client: string, labels: { [key: string]: string }, namespace?: string): void {
    checkCall(this, 'StatefulApp.allowPods', [scope, client, labels, namespace]);
    if (!this.networkPolicy) { return; }
    this.allowFrom(this.network.podsIn(namespace, labels));
    this.network.addClientPolicy(scope, client, labels, namespace);
  }

  /**
   * Clients that may connect to a port at this point, or `undefined` if every client may.
   *
   * @internal
   */
  public _clientsOf(port: number): NetworkPeer[] | undefined {
    return this.network.clientsOf(port);
  }

  /** Added before all other init containers, which may need the files of the role. */
  private addPreparingContainers(props: StatefulAppProps): void {
    for (const { name, container, overlay } of this.containers.preparing(props)) {
      this.addInit({ name, ...container }, overlay);
    }
  }

  private createClaim(name: string, props: ClaimProps): Claim {
    const claim = this.workload._addClaim(new Claim(name, props));
    this.claims.set(name, claim);
    if (props.mountPath !== undefined) { this.container.mount(props.mountPath, claim._volume()); }
    return claim;
  }

  private createClientService(suffix: string, props: ClientServiceProps): ClientService {
    const input = { suffix, props, identity: this._identity, ports: this.ports, roles: this.files.roles };
    const added = () => this.portsOfAddedContainers();
    checkRules(this, errors => checkClientService(input, this.node.tryFindChild(`Service-${suffix}`) !== undefined, errors));
    checkRules(this, errors => reserveName(Chart.of(this), `${this.name}-${suffix}`, this._identity, errors));
    const apiObject = addObject(this, `Service-${suffix}`, this._identity, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${this.name}-${suffix}`, annotations: props.annotations },
      spec: Lazy.any({ produce: () => clientServiceSpec(input, added()) }),
    });
    this.network.addOffer(() => portsBehind(props, added()));
    // without names, the Service offers the ports of the main container
    if (props.ports) { checkAtSynthesis(this, errors => checkOfferedPorts(input, added(), errors)); }
    this.serviceNames.push(apiObject.name);
    return { host: apiObject.name, apiObject };
  }

  private addInit(container: AppContainerProps, overlay: ContainerOverlay): kplus.Container {
    const props = this.containers.kplusProps(container.name, container, overlay);
    return this.workload._overlay(this.workload.addInitContainer(props), overlay);
  }

  private addMainContainer(props: StatefulAppProps): kplus.Container {
    const claimPaths = Object.values(props.claims ?? {}).flatMap(claim => claim.mountPath ?? []);
    const overlay = this.containers.overlayForMain(props.name, props, claimPaths);
    return this.workload._overlay(this.workload.addContainer(this.containers.kplusProps(props.name, props, overlay)), overlay);
  }

  /** Ports of the containers that run next to the main one. */
  private portsOfAddedContainers(): Port[] {
    return this.workload._together.filter(container => container !== this.container).flatMap(portsOf);
  }

  private inNamespace(host: string): string {
    const { namespace, clusterDomain } = this._identity;
    if (namespace !== undefined) { return serviceDomain(host, namespace, clusterDomain); }
    throw errorAt(this, 'NamespaceUnknown', {
      rule: 'namespace must be set for a fully qualified name',
      got: namespace,
      remedy: 'set it on the application or its chart, or use host(ordinal)',
    });
  }
}

/** Whether the client is a StatefulApp whose network policy blocks connections to other sets. */
export function isIsolatedSet(client: IClientWorkload): boolean {
  const { scope } = client.node;
  return scope instanceof StatefulApp && scope.workload === client as unknown && scope.networkPolicy !== undefined;
}
