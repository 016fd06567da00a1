import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  addClientProperties, authorityDirectory, bindingEnv, bootstrapServersOf, clientProperties, connectionOf, KafkaEndpoint, wiringOf,
} from './kafka-binding';
import { IKafka, KafkaAttributes, KafkaBindingOptions, KafkaConnection } from './kafka-binding-props';
import { RULES } from './kafka-checks';
import { reserveClusterId } from './kafka-cluster-ids';
import { PORTS, RUN, VOLUME } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { checkReach } from './kafka-external-checks';
import { ImportedKafka } from './kafka-imported';
import { addAlerts } from './kafka-monitoring';
import { dataIdentity } from './kafka-node-ids';
import { controllerCount } from './kafka-nodes';
import { KafkaProps } from './kafka-props';
import { SCRIPTS } from './kafka-scripts';
import { DesiredState, KafkaTopicOptions, KafkaUserOptions } from './kafka-topics';
import { topicsJob } from './kafka-topics-job';
import { NetworkPeer } from '../../blocks/network';
import { checkAtSynthesis, checkCall, checkRules } from '../../checks/calls';
import { errorAt } from '../../checks/errors';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindClientOptions, bindingFiles } from '../shared/binding';
import { Declarations } from '../shared/declarations';
import { addFacts } from '../shared/facts';
import { addExporter } from '../shared/jmx-exporter';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** Kafka brokers on KRaft that keep every record which was acknowledged with `acks=all`. */
export class Kafka extends StatefulApp implements IKafka {
  /**
   * A cluster that another program has deployed, so that an application of this one can be bound to it. If the brokers have an isolated
   * `networkAccess`, let the application in with `allowFrom` in that program.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param name name of the set of brokers
   * @param attributes namespace, authority and authentication of the cluster
   */
  public static fromName(scope: Construct, id: string, name: string, attributes: KafkaAttributes = {}): IKafka {
    return new ImportedKafka(scope, id, name, attributes);
  }

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
  private readonly endpoint: KafkaEndpoint;
  private readonly desired: DesiredState;
  private readonly declarations: Declarations;
  private clientConfig?: { readonly directory: string; readonly properties: kplus.IConfigMap };

  constructor(scope: Construct, id: string, given: KafkaProps) {
    const { props, blueprints: [blueprint, controllers] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    checkRules(this, errors => reserveClusterId(this, props, errors));
    this.props = props;
    this.desired = new DesiredState(props);
    const server = `${this.host(0)}.$(POD_NAMESPACE).svc.${this._identity.clusterDomain}:${PORTS.internal}`;
    this.declarations = new Declarations(this, topicsJob(props, server, this.desired));
    this.endpoint = {
      name: this.name,
      namespace: this.namespace,
      sasl: props.sasl,
      authority: props.tls && { secret: props.tls.certificate, key: 'ca.crt' },
      requiresCertificate: props.tls?.clientAuth === 'required',
    };
    prepareStart(this);
    if (controllers) {
      addFacts(this, { ...factsOf(props, 'broker'), topology: 'dedicated' });
      this.controllers = this.addControllers(controllers);
    } else {
      addFacts(this, { ...factsOf(props, 'broker'), topology: 'combined', voters: controllerCount(props.controllers, props.replicas) });
    }
    if (props.external) { checkAtSynthesis(this, errors => checkReach(this, errors)); }
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
    return bootstrapServersOf(this.endpoint);
  }

  /**
   * Names that a certificate of the nodes needs: those of the brokers, of dedicated controllers, and the hosts of `external`, which may be
   * IP addresses.
   *
   * @param members number of brokers that the certificate covers, if the cluster is going to grow. Without it, the number of replicas
   * counts
   * @throws [NamespaceUnknown] if neither the construct nor its chart has a namespace, because nodes verify the full names of each other
   */
  public certificateNames(members: number = this.replicas): string[] {
    const own = super.certificateNames(members);
    const { serviceFqdn, controllers, props } = this;
    const external = props.external?.addresses.map(({ host }) => host) ?? [];
    return [...new Set([...own, serviceFqdn, ...controllers?.certificateNames() ?? [], ...external])];
  }

  /** The address of the brokers as plain values. */
  public connection(): KafkaConnection {
    return connectionOf(this.endpoint);
  }

  /**
   * The values of `connection()` as environment variables, and with `user` those by which the application logs in. The password is a
   * reference to the Secret of `addUser`, which must also exist in the application's namespace. Paths refer to `connectionFiles`.
   *
   * @param options the user, and names of the variables that the application reads
   * @throws [ClientUserUnknown] if the user has no password here
   */
  public connectionEnv(options: KafkaBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Kafka.connectionEnv', [options]);
    return bindingEnv(this, this.endpoint, this.desired.users, options);
  }

  /**
   * The files to which variables of `connectionEnv` refer, by path, for `secretFiles` of a `StatefulApp`. Empty without `tls` and
   * `certificate`. `bind` mounts them.
   *
   * @param options the application's own certificate
   */
  public connectionFiles(options: KafkaBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'Kafka.connectionFiles', [options]);
    return bindingFiles(this.endpoint, options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv` and `connectionFiles`, and its pods may connect to the brokers if
   * `networkAccess` is isolated. Its other connections stay as they are, unless `isolateClient` is set.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options the user, names of the variables, containers, and the network policy of the application
   * @throws [ClientUserMissing] if the brokers accept only clients that log in, and `user` is not set
   * @throws [ClientCertificateMissing] if they accept only clients with a certificate, and `certificate` is not set
   * @throws [ClientVariableTaken] if a container has one of the variables already
   */
  public bind(client: IClientWorkload, options: KafkaBindingOptions = {}): void {
    checkCall(this, 'Kafka.bind', [client, options]);
    this.bindClient(client, wiringOf(this, this.endpoint, this.desired.users, options), bindClientOptions(options));
  }

  /**
   * Mounts the file `client.properties` in the containers of a workload in the brokers' namespace, in the format of Kafka's tools and Java
   * clients, and with `tls` the certificate authority. The application adds the user name and password from its Secret.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param directory where the containers find the file
   */
  public mountClientProperties(client: IClientWorkload, directory: string = '/etc/kafka-client'): void {
    checkCall(this, 'Kafka.mountClientProperties', [client, directory]);
    const { tls } = this.props;
    if (!this.clientConfig) {
      addClientProperties(
        this, 'ClientProperties', `${this.name}-client`, this._identity,
        // the client is in the namespace of the brokers
        clientProperties(this.props, `${this.name}-bootstrap:${PORTS.client}`, directory),
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
    const pod = client as unknown as Construct;
    const properties = kplus.Volume.fromConfigMap(pod, 'KafkaClient', this.clientConfig.properties, { name: `${this.name}-client` });
    const authority = tls && kplus.Volume.fromSecret(pod, 'KafkaClientTls', tls.certificate, {
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
    this.declarations.add(errors => this.desired.addTopic(name, options, errors));
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
    this.declarations.add(errors => this.desired.addUser(name, options, errors));
  }

  private addControllers(blueprint: StatefulAppProps): StatefulApp {
    const controllers = new StatefulApp(this, 'Controllers', blueprint);
    addFacts(controllers, { ...factsOf(this.props, 'controller'), topology: 'dedicated', voters: controllers.replicas });
    prepareStart(controllers);
    if (this.props.monitoring) { addExporter(controllers, this.props.monitoring); }
    const port = Port.tcp(PORTS.controller, { name: 'controller' });
    const [brokerPods, controllerPods] = [this, controllers].map(app => NetworkPeer.pods(app.selectorLabels));
    this.allowTo(controllerPods, port);
    controllers.allowFrom(brokerPods, port);
    return controllers;
  }
}

/** Adds the init container that runs before a node starts, and the directory in which the node records its progress. */
function prepareStart(app: StatefulApp): void {
  app.addBootstrapContainer({ command: ['bash', SCRIPTS.path('bootstrap.sh')] }).mount(VOLUME, app.claim('data'));
  app.failLookUpsSoon();
  app.container.mount(RUN, app.addVolume('run', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }));
}

/** The facts of brokers and controllers. */
function factsOf(props: ResolvedKafkaProps, set: 'broker' | 'controller') {
  return { system: 'kafka', cluster: dataIdentity(props, set), encryption: props.tls ? 'tls' : 'none' };
}
