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
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { Port } from '../../values/port';
import { jobPodLabels } from '../shared/job-pod';
import { addBootstrap, bindTo, failLookUpsSoon, inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** Kafka: brokers on KRaft that keep every record which was acknowledged to `acks=all`. */
export class Kafka extends StatefulApp {
  /**
   * The dedicated controllers.
   * @default - brokers are controllers, too
   */
  public readonly controllers?: StatefulApp;

  /**
   * What Prometheus scrapes: the brokers.
   * @default - there is none without `monitoring.podMonitor`
   */
  public readonly podMonitor?: ApiObject;

  /**
   * The alerts.
   * @default - there are none without `monitoring.alerts`
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

  /** Name of the Service by which clients find the brokers; they connect to each of them by its own name afterwards. */
  public get bootstrapService(): string {
    return inNamespaceOf(this, `${this.name}-bootstrap`);
  }

  /** What clients give as `bootstrap.servers`. */
  public get bootstrapServers(): string {
    return `${this.bootstrapService}:${PORTS.client}`;
  }

  /** The address that an application needs to connect, as plain values. */
  public connection(): KafkaConnection {
    return { bootstrapServers: this.bootstrapServers, secure: this.props.tls !== undefined };
  }

  /**
   * `connection` as environment.
   *
   * @param options the application's own names of the variables
   */
  public connectionEnv(options: KafkaBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Kafka.connectionEnv', [options]);
    return bindingEnv(this.connection(), options);
  }

  /**
   * Wires an application: its containers get `connectionEnv`, and its pods may connect where network policies are on (see `allowWorkload`).
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options the application's own names of the variables
   */
  public bind(client: kplus.AbstractPod, options: KafkaBindingOptions = {}): void {
    checkCall(this, 'Kafka.bind', [client, options]);
    bindTo(this, client, this.connectionEnv(options));
  }

  /**
   * Gives the containers of a workload in the brokers' namespace the file `client.properties`, as Kafka's tools and Java clients read it,
   * and with `tls` the authority of the certificates. A user name and password are for the application to add, from a Secret of its own.
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param directory where they find the file
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
   * A topic, made and kept as it shall be by a Job that runs when a change of topics or users is applied. Partitions may be added; what
   * would shrink fails the Job, with a message.
   *
   * @param name the topic's name
   * @param options what it shall be like
   */
  public addTopic(name: string, options: KafkaTopicOptions = {}): void {
    checkCall(this, 'Kafka.addTopic', [name, options]);
    this.desire(errors => this.desired.addTopic(name, options, errors));
  }

  /**
   * A user who logs in by name and password; needs `sasl: KafkaSasl.scram()`. Whoever is taken away here stays there until
   * `kafka-configs.sh` removes it.
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
    const { name, namespace, labels, annotations } = this._identity;
    const server = `${this.name}-0.${this.name}.$(POD_NAMESPACE).svc.${this._identity.clusterDomain}:${PORTS.internal}`;
    addTopicsJob(this, { identity: this._identity, blueprint: this.blueprint, props: this.props, server }, this.desired);
    if (!this.networkPolicy) { return; }
    const port = Port.tcp(PORTS.internal);
    this.allowFrom(NetworkPeer.pods(jobPodLabels(name, JOB)), port);
    new ApiObject(this, 'TopicsPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${name}-topics`, namespace, labels, annotations },
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

/** What comes before a node starts, and where it says how far it is. */
function prepareStart(app: StatefulApp, blueprint: StatefulAppProps): void {
  addBootstrap(app, SCRIPTS.path('bootstrap.sh'), blueprint).mount(VOLUME, app.claim('data'));
  failLookUpsSoon(app);
  app.container.mount(RUN, app.addVolume('run', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }));
}
