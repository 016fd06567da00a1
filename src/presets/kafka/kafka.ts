import { Construct } from 'constructs';
import { bindingEnv, KafkaBindingNames } from './kafka-binding';
import { controllerBlueprint, kafkaBlueprint } from './kafka-blueprint';
import { refuseBadKafka } from './kafka-checks';
import { PORTS } from './kafka-listeners';
import { KafkaProps } from './kafka-props';
import { scriptPath } from './kafka-scripts';
import { NetworkPeer } from '../../blocks/network';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { Port } from '../../values/port';

/** Kafka: brokers on KRaft that keep every record which was acknowledged to `acks=all`. */
export class Kafka extends StatefulApp {
  /**
   * The dedicated controllers.
   * @default - brokers are controllers, too
   */
  public readonly controllers?: StatefulApp;

  constructor(scope: Construct, id: string, props: KafkaProps) {
    refuseBadKafka(scope, id, props);
    const blueprint = kafkaBlueprint(props);
    super(scope, id, blueprint);
    addBootstrap(this, blueprint);
    if (props.controllers?.isDedicated) { this.controllers = this.addControllers(controllerBlueprint(props)); }
  }

  /** Name of the Service by which clients find the brokers; they connect to each of them by its own name afterwards. */
  public get bootstrapService(): string {
    const namespace = this.headlessService.metadata.namespace;
    return namespace === undefined ? `${this.name}-bootstrap` : `${this.name}-bootstrap.${namespace}`;
  }

  /** What clients give as `bootstrap.servers`. */
  public get bootstrapServers(): string {
    return `${this.bootstrapService}:${PORTS.client}`;
  }

  /**
   * What an application needs to connect, as environment.
   *
   * @param names the application's own names of the variables
   */
  public connectionEnv(names: KafkaBindingNames = {}): { [name: string]: kplus.EnvValue } {
    return bindingEnv(this.bootstrapServers, names);
  }

  /**
   * Wires an application: its containers get `connectionEnv`, and its pods may connect where network policies are on (see `allowWorkload`).
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param names the application's own names of the variables
   */
  public bind(client: kplus.AbstractPod, names: KafkaBindingNames = {}): void {
    for (const container of client.containers) {
      for (const [name, value] of Object.entries(this.connectionEnv(names))) { container.env.addVariable(name, value); }
    }
    this.allowWorkload(client);
  }

  private addControllers(blueprint: StatefulAppProps): StatefulApp {
    const controllers = new StatefulApp(this, 'Controllers', blueprint);
    addBootstrap(controllers, blueprint);
    const port = Port.tcp(PORTS.controller, { name: 'controller' });
    const [brokerPods, controllerPods] = [this, controllers].map(app => NetworkPeer.pods(app.workload.toPodSelectorConfig().labelSelector._toKube().matchLabels ?? {}));
    this.allowTo(controllerPods, port);
    controllers.allowFrom(brokerPods, port);
    return controllers;
  }
}

/** What comes before a node starts, and where it says how far it is. */
function addBootstrap(app: StatefulApp, { image, env, resources, imagePullPolicy }: StatefulAppProps): void {
  const bootstrap = app.addInitContainer({
    name: 'bootstrap',
    image,
    env,
    resources,
    imagePullPolicy,
    command: ['bash', scriptPath('bootstrap.sh')],
    sharesFiles: true,
  });
  bootstrap.mount('/var/lib/kafka/data', app.claim('data'));
  app.container.mount('/run/kafka', app.addVolume('run', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }));
}
