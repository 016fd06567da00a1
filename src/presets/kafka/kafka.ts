import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  addClientProperties, authorityDirectory, bindingEnv, clientProperties, KafkaBindingOptions, KafkaConnection,
} from './kafka-binding';
import { RULES } from './kafka-checks';
import { PORTS, RUN, VOLUME } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { addAlerts, addExporter } from './kafka-monitoring';
import { KafkaProps } from './kafka-props';
import { SCRIPTS } from './kafka-scripts';
import { DesiredState, KafkaTopicOptions, KafkaUserOptions } from './kafka-topics';
import { addTopicsJob, JOB } from './kafka-topics-job';
import { clientPolicySpec, NetworkPeer } from '../../blocks/network';
import { checkCall, checkRules } from '../../checks/calls';
import { errorAt, Errors } from '../../checks/errors';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { Port } from '../../values/port';
import { jobPodLabels } from '../shared/job-pod';
import { addBootstrap, bindTo, failLookUpsSoon, inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** Kafka brokers on KRaft that keep every record which was acknowledged with `acks=all`. */
export class Kafka extends StatefulApp {
  /**
   * The dedicated controllers.
   * @default - the brokers are also controllers
   */
  public readonly controllers?: StatefulApp;

  /**
   * The PodMonitor by which Prometheus scrapes the brokers.
   * @default - not created without `monitoring.podMonitor`
   */
  public readonly podMonitor?: ApiObject;

  /**
   * The PrometheusRule with the alerts.
   * @default - not created without `monitoring.alerts`
   */
  public readonly prometheusRule?: ApiObject;

  private readonly props: ResolvedKafkaProps;
  private readonly blueprint: StatefulAppProps;
  private readonly desired: DesiredState;
  private hasTopicsJob = false;
  private clientConfig?: { readonly directory: string; readonly properties: kplus.IConfigMap };

  constructor(scope: Construct, id: string, given: KafkaProps) {
    const { props, blueprints: [blueprint, controllers] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.props = props;
    this.blueprint = blueprint;
    this.desired = new DesiredState(props);
    prepareStart(this, blueprint);
    if (controllers) { this.controllers = this.addControllers(controllers); }
    if (props.monitoring) {
      this.podMonitor = addExporter(this, props.monitoring);
      this.prometheusRule = addAlerts(this, props);
    }
  }

  /** Name of the Service by which clients find the brokers. Afterwards they connect to each broker by its name. */
  public get bootstrapService(): string {
    return inNamespaceOf(this, `${this.name}-bootstrap`);
  }

  /** Value of `bootstrap.servers` for clients. */
  public get bootstrapServers(): string {
    return `${this.bootstrapService}:${PORTS.client}`;
  }

  /** The address of the brokers as plain values. */
  public connection(): KafkaConnection {
    return { bootstrapServers: this.bootstrapServers, secure: this.props.tls !== undefined };
  }

  /**
   * The values of `connection()` as environment variables.
   *
   * @param options names of the variables that the application reads
   */
  public connectionEnv(options: KafkaBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Kafka.connectionEnv', [options]);
    return bindingEnv(this.connection(), options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv`, and network policies, if enabled, let its pods connect (see
   * `allowWorkload`).
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options names of the variables that the application reads
   */
  public bind(client: kplus.AbstractPod, options: KafkaBindingOptions = {}): void {
    checkCall(this, 'Kafka.bind', [client, options]);
    bindTo(this, client, this.connectionEnv(options));
  }

  /**
   * Mounts the file `client.properties` in the containers of a workload in the brokers' namespace, in the format of Kafka's tools and Java
   * clients, and with `tls` the certificate authority. The application adds the user name and password from its Secret.
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param directory where the containers find the file
   */
  public mountClientProperties(client: kplus.AbstractPod, directory: string = '/etc/kafka-client'): void {
    checkCall(this, 'Kafka.mountClientProperties', [client, directory]);
    const { tls } = this.props;
    if (!this.clientConfig) {
      addClientProperties(
        this, 'ClientProperties', `${this.name}-client`, this._identity, clientProperties(this.props, this.bootstrapServers, directory),
      );
      this.clientConfig = { directory, properties: kplus.ConfigMap.fromConfigMapName(this, 'ClientConfigMap', `${this.name}-client`) };
    }
    if (this.clientConfig.directory !== directory) {
      throw errorAt(this, 'ClientDirectoryDiffers', {
        rule: 'directory must be the same for all clients, because the file contains the path of the certificate',
        got: directory,
        remedy: `use ${this.clientConfig.directory}`,
      });
    }
    const properties = kplus.Volume.fromConfigMap(client, 'KafkaClient', this.clientConfig.properties, { name: `${this.name}-client` });
    const authority = tls && kplus.Volume.fromSecret(client, 'KafkaClientTls', tls.certificate, {
      name: `${this.name}-client-tls`,
      items: { 'ca.crt': { path: 'ca.crt' } },
    });
    for (const container of client.containers) {
      container.mount(directory, properties, { readOnly: true });
      if (authority) { container.mount(authorityDirectory(directory), authority, { readOnly: true }); }
    }
  }

  /**
   * Declares a topic. A Job creates and updates it when a change of topics or users is applied. Partitions can be added. A change that
   * would remove partitions fails the Job with a message.
   *
   * @param name the topic's name
   * @param options desired state of the topic
   */
  public addTopic(name: string, options: KafkaTopicOptions = {}): void {
    checkCall(this, 'Kafka.addTopic', [name, options]);
    this.desire(errors => this.desired.addTopic(name, options, errors));
  }

  /**
   * Declares a user who logs in by name and password. Requires `sasl: KafkaSasl.scram()`. Removing a user from your program does not delete
   * it in the cluster. Use `kafka-configs.sh`.
   *
   * @param name the user's name
   * @param options password and permissions
   */
  public addUser(name: string, options: KafkaUserOptions): void {
    checkCall(this, 'Kafka.addUser', [name, options]);
    this.desire(errors => this.desired.addUser(name, options, errors));
  }

  private desire(add: (errors: Errors) => void): void {
    checkRules(this, add);
    if (!this.hasTopicsJob) { this.addTopicsJob(); }
  }

  private addTopicsJob(): void {
    this.hasTopicsJob = true;
    const { name } = this;
    const server = `${this.name}-0.${this.name}.$(POD_NAMESPACE).svc.${this._identity.clusterDomain}:${PORTS.internal}`;
    addTopicsJob(this, { identity: this._identity, blueprint: this.blueprint, props: this.props, server }, this.desired);
    if (!this.networkPolicy) { return; }
    const port = Port.tcp(PORTS.internal);
    this.allowFrom(NetworkPeer.pods(jobPodLabels(name, JOB)), port);
    addObject(this, 'TopicsPolicy', this._identity, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${name}-topics` },
      spec: clientPolicySpec(this._identity, [port], { matchLabels: jobPodLabels(name, JOB) }),
    });
  }

  private addControllers(blueprint: StatefulAppProps): StatefulApp {
    const controllers = new StatefulApp(this, 'Controllers', blueprint);
    prepareStart(controllers, blueprint);
    if (this.props.monitoring) { addExporter(controllers, this.props.monitoring); }
    const port = Port.tcp(PORTS.controller, { name: 'controller' });
    const [brokerPods, controllerPods] = [this, controllers].map(app => NetworkPeer.pods(app.selectorLabels));
    this.allowTo(controllerPods, port);
    controllers.allowFrom(brokerPods, port);
    return controllers;
  }
}

/** Adds the init container that runs before a node starts, and the directory in which the node records its progress. */
function prepareStart(app: StatefulApp, blueprint: StatefulAppProps): void {
  addBootstrap(app, SCRIPTS.path('bootstrap.sh'), blueprint).mount(VOLUME, app.claim('data'));
  failLookUpsSoon(app);
  app.container.mount(RUN, app.addVolume('run', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }));
}
