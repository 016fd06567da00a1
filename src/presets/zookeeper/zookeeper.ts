import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { bindingEnv, connectionOf, wiringOf, ZooKeeperEndpoint } from './zookeeper-binding';
import { IZooKeeper, ZooKeeperAttributes, ZooKeeperBindingOptions, ZooKeeperConnection } from './zookeeper-binding-props';
import { RULES } from './zookeeper-checks';
import { ensembleSize, membersOf } from './zookeeper-config';
import { ImportedZooKeeper } from './zookeeper-imported';
import { addAlerts, addMetrics } from './zookeeper-monitoring';
import { ZooKeeperProps } from './zookeeper-props';
import { areClientsRequired, isPlainPortOpen, memberSecurity } from './zookeeper-security';
import { checkCall } from '../../checks/calls';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { IClientWorkload } from '../../values/client-workload';
import { bindClientOptions, bindingFiles } from '../shared/binding';
import { addFacts } from '../shared/facts';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A ZooKeeper ensemble that keeps every acknowledged write as long as a majority of the members keeps its volumes. */
export class ZooKeeper extends StatefulApp implements IZooKeeper {
  /**
   * An ensemble that another program has deployed, so that an application of this one can be bound to it. If the ensemble has an isolated
   * `networkAccess`, let the application in with `allowFrom` in that program.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param name name of the set
   * @param attributes number of members, namespace and authority of the ensemble
   */
  public static fromName(scope: Construct, id: string, name: string, attributes: ZooKeeperAttributes): IZooKeeper {
    return new ImportedZooKeeper(scope, id, name, attributes);
  }

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
  private readonly endpoint: ZooKeeperEndpoint;

  constructor(scope: Construct, id: string, given: ZooKeeperProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.failLookUpsSoon();
    addFacts(this, { system: 'zookeeper', voters: ensembleSize(props), ...memberSecurity(props) });
    this.users = { ...props.authentication?.clients };
    this.endpoint = {
      name: this.name,
      namespace: this.namespace,
      replicas: membersOf(props),
      authority: props.tls && !isPlainPortOpen(props) ? { secret: props.tls.certificate, key: 'ca.crt' } : undefined,
      requireClients: areClientsRequired(props.authentication),
      requiresCertificate: !isPlainPortOpen(props) && props.tls?.requireClientCertificate,
    };

    if (props.monitoring) {
      this.podMonitor = addMetrics(this, props.monitoring);
      this.prometheusRule = addAlerts(this, props.monitoring);
    }
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
    return connectionOf(this, this.endpoint, chroot);
  }

  /**
   * The values of `connection()` as environment variables, and with `user` those by which the application logs in. The password is a
   * reference to the Secret in `authentication`, which must also exist in the application's namespace. Paths refer to `connectionFiles`.
   *
   * @param options root path and user, and names of the variables that the application reads
   * @throws [ClientUserUnknown] if the user has no password here
   */
  public connectionEnv(options: ZooKeeperBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'ZooKeeper.connectionEnv', [options]);
    return bindingEnv(this, this.endpoint, this.users, options);
  }

  /**
   * The files to which variables of `connectionEnv` refer, by path, for `secretFiles` of a `StatefulApp`. Empty without TLS and
   * `certificate`. `bind` mounts them.
   *
   * @param options the application's own certificate
   */
  public connectionFiles(options: ZooKeeperBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'ZooKeeper.connectionFiles', [options]);
    return bindingFiles(this.endpoint, options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv` and `connectionFiles`, and its pods may connect to the members if
   * `networkAccess` is isolated. Its other connections stay as they are, unless `isolateClient` is set.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options root path and user, names of the variables, containers, and the network policy of the application
   * @throws [ClientUserMissing] if the members accept only clients that log in, and `user` is not set
   * @throws [ClientCertificateMissing] if they accept only clients with a certificate, and `certificate` is not set
   * @throws [ClientVariableTaken] if a container has one of the variables already
   */
  public bind(client: IClientWorkload, options: ZooKeeperBindingOptions = {}): void {
    checkCall(this, 'ZooKeeper.bind', [client, options]);
    this.bindClient(client, wiringOf(this, this.endpoint, this.users, options), bindClientOptions(options));
  }
}
