import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { bindingEnv, connectionString, ZooKeeperBindingOptions, ZooKeeperConnection } from './zookeeper-binding';
import { RULES } from './zookeeper-checks';
import { membersOf } from './zookeeper-config';
import { CLIENT_PORT, SECURE_PORT } from './zookeeper-contract';
import { addMonitoring } from './zookeeper-monitoring';
import { ZooKeeperProps } from './zookeeper-props';
import { isPlainPortOpen } from './zookeeper-security';
import { checkCall } from '../../checks/calls';
import { errorAt } from '../../checks/errors';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { bindTo, failLookUpsSoon, inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A ZooKeeper ensemble that keeps every acknowledged write as long as a majority of the members keeps its volumes. */
export class ZooKeeper extends StatefulApp {
  /**
   * The PodMonitor by which Prometheus scrapes the members.
   * @default - not created without `monitoring.podMonitor`
   */
  public readonly podMonitor?: ApiObject;

  /**
   * The PrometheusRule with the alerts.
   * @default - not created without `monitoring.alerts`
   */
  public readonly prometheusRule?: ApiObject;

  private readonly users: { [user: string]: kplus.SecretValue };
  private readonly secure: boolean;
  private readonly members: number;

  constructor(scope: Construct, id: string, given: ZooKeeperProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    failLookUpsSoon(this);
    this.users = { ...props.authentication?.clients };
    this.secure = !isPlainPortOpen(props);
    this.members = membersOf(props);

    const { podMonitor, prometheusRule } = addMonitoring(this, props.monitoring);
    this.podMonitor = podMonitor;
    this.prometheusRule = prometheusRule;
  }

  /** Name of the Service that reaches every serving member, for clients that accept only one address. */
  public get clientService(): string {
    return inNamespaceOf(this, `${this.name}-client`);
  }

  /**
   * All members that remain, with their ports, for applications and for other presets: `zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181/shop`. The
   * names include the namespace if it is known, so that applications in other namespaces find them.
   *
   * @param chroot path that the client uses as its root
   * @throws [ChrootInvalid] if the path is invalid
   */
  public connection(chroot?: string): ZooKeeperConnection {
    checkCall(this, 'ZooKeeper.connection', [chroot]);
    if (chroot !== undefined && !/^(\/[^/\s,:]+)+$/.test(chroot)) {
      throw errorAt(this, 'ChrootInvalid', {
        rule: 'chroot must be an absolute path without a trailing slash',
        got: chroot,
        remedy: 'use a path such as /shop, or omit it',
      });
    }
    const hosts = this.hosts.slice(0, this.members).map(host => inNamespaceOf(this, host));
    return { connectionString: connectionString(hosts, this.secure ? SECURE_PORT : CLIENT_PORT, chroot), secure: this.secure };
  }

  /**
   * The values of `connection()` as environment variables. A password is a reference to the Secret in `authentication`.
   *
   * @throws [ZooKeeperUserUnknown] if `authentication.clients` has no such user
   */
  public connectionEnv(options: ZooKeeperBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'ZooKeeper.connectionEnv', [options]);
    const { user, chroot } = options;
    if (user !== undefined && !this.users[user]) {
      throw errorAt(this, 'ZooKeeperUserUnknown', {
        rule: 'user must be one of authentication.clients',
        got: user,
        remedy: `use ${Object.keys(this.users).join(' or ') || 'authentication to declare one'}`,
      });
    }
    return bindingEnv(this.connection(chroot), user === undefined ? undefined : this.users[user], options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv`, and network policies, if enabled, let its pods connect (see
   * `allowWorkload`).
   *
   * @param client a workload of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options the client's root and user, and the names of the variables that the application reads
   */
  public bind(client: kplus.AbstractPod, options: ZooKeeperBindingOptions = {}): void {
    checkCall(this, 'ZooKeeper.bind', [client, options]);
    bindTo(this, client, this.connectionEnv(options));
  }
}
