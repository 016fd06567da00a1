import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addBackup } from './mysql-backup';
import { bindingEnv, connectionOf, MySqlEndpoint, wiringOf } from './mysql-binding';
import { IMySql, MySqlAttributes, MySqlBindingOptions, MySqlConnection } from './mysql-binding-props';
import { RULES } from './mysql-checks';
import { acknowledgedCopies } from './mysql-config';
import { RUN, SOCKET_DIRECTORY, VOLUME } from './mysql-contract';
import { addGroup } from './mysql-group';
import { ImportedMySql } from './mysql-imported';
import { addAlerts, addMetrics } from './mysql-monitoring';
import { MySqlProps } from './mysql-props';
import { GROUP_SCRIPTS, SCRIPTS } from './mysql-scripts';
import { declaredSource } from './mysql-source-files';
import { RawVolume } from '../../blocks/storage';
import { checkCall } from '../../checks/calls';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { IClientWorkload } from '../../values/client-workload';
import { bindClientOptions, bindingFiles } from '../shared/binding';
import { addFacts } from '../shared/facts';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A MySQL primary and replicas, which keep every acknowledged write with the durability that three members have by default. */
export class MySql extends StatefulApp implements IMySql {
  /**
   * A set that another program has deployed, so that an application of this one can be bound to it. If the set has an isolated
   * `networkAccess`, let the application in with `allowFrom` in that program.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param name name of the set
   * @param attributes namespace, account and authority of the set
   */
  public static fromName(scope: Construct, id: string, name: string, attributes: MySqlAttributes = {}): IMySql {
    return new ImportedMySql(scope, id, name, attributes);
  }

  /**
   * Ordinal of the member that accepts writes.
   * @default - undefined in a group, which elects its primary
   */
  public readonly primaryOrdinal?: number;

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

  private readonly endpoint: MySqlEndpoint;

  constructor(scope: Construct, id: string, given: MySqlProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.failLookUpsSoon();
    this.primaryOrdinal = props.topology.isGroup ? undefined : props.primaryOrdinal;
    this.endpoint = {
      name: this.name,
      namespace: this.namespace,
      application: props.accounts.application,
      authority: props.tls && { secret: props.tls.certificate, key: 'ca.crt' },
    };
    const { isGroup } = props.topology;
    addFacts(this, {
      system: 'mysql',
      topology: isGroup ? 'group' : 'primary',
      voters: isGroup ? this.replicas : undefined,
      copies: isGroup ? undefined : acknowledgedCopies(props),
      encryption: props.tls ? 'tls' : 'none',
      authentication: props.tls?.clientCertificate ? 'certificate' : 'none',
      primary: this.primaryOrdinal,
      source: props.source && declaredSource(props.source),
    });
    const role = this.addVolume('role', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    this.prepareStart(role, isGroup);
    if (props.backup) {
      addBackup(this, props.backup, {
        tls: props.tls,
        rootPassword: props.accounts.rootPassword,
        dumpHost: this.replicaHosts[this.replicaHosts.length - 1] ?? this.primaryHost,
        // the Job runs in the same namespace, and every certificate has this name, even if it has none for other namespaces
        primaryHost: `${this.name}-primary`,
      });
    }

    const socket = this.addVolume('run', { emptyDir: {} });
    this.container.mount(SOCKET_DIRECTORY, socket);
    if (isGroup) { addGroup(this, props, role, socket); }
    if (props.monitoring) {
      this.podMonitor = addMetrics(this, socket, props.monitoring, isGroup);
      this.prometheusRule = addAlerts(this, props);
    }
  }

  /** Host of the member that accepts writes: `mysql-0.mysql`. In a group, that is the Service which follows the primary. */
  public get primaryHost(): string {
    return this.primaryOrdinal === undefined ? this.primaryService : this.host(this.primaryOrdinal);
  }

  /** Hosts of the replicas, from the lowest ordinal up. In a group, these are all members, because each can be the primary. */
  public get replicaHosts(): string[] {
    return this.hosts.filter(host => host !== this.primaryHost);
  }

  /** Name of the Service that reaches the primary. It stays the same during a switchover. */
  public get primaryService(): string {
    return inNamespaceOf(this, `${this.name}-primary`);
  }

  /** Name of the Service that reaches every Ready member, including the primary, because a Service's selector cannot exclude one pod. */
  public get readService(): string {
    return inNamespaceOf(this, `${this.name}-read`);
  }

  /** The addresses and the account that an application needs, as plain values. */
  public connection(): MySqlConnection {
    return connectionOf(this.endpoint);
  }

  /**
   * The values of `connection()` as environment variables. The password is a reference to the Secret of the account, which must also exist
   * in the application's namespace. Paths refer to `connectionFiles`.
   *
   * @param options names of the variables that the application reads
   */
  public connectionEnv(options: MySqlBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'MySql.connectionEnv', [options]);
    return bindingEnv(this, this.endpoint, options);
  }

  /**
   * The files to which variables of `connectionEnv` refer, by path, for `secretFiles` of a `StatefulApp`. Empty without `tls` and
   * `certificate`. `bind` mounts them.
   *
   * @param options the application's own certificate
   */
  public connectionFiles(options: MySqlBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'MySql.connectionFiles', [options]);
    return bindingFiles(this.endpoint, options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv` and `connectionFiles`, and its pods may connect to the members if
   * `networkAccess` is isolated. Its other connections stay as they are, unless `isolateClient` is set.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options names of the variables, containers, and the network policy of the application
   * @throws [ClientVariableTaken] if a container has one of the variables already
   */
  public bind(client: IClientWorkload, options: MySqlBindingOptions = {}): void {
    checkCall(this, 'MySql.bind', [client, options]);
    this.bindClient(client, wiringOf(this, this.endpoint, options), bindClientOptions(options));
  }

  private prepareStart(role: RawVolume, isGroup: boolean): void {
    const script = isGroup ? GROUP_SCRIPTS.path('group-bootstrap.sh') : SCRIPTS.path('bootstrap.sh');
    const bootstrap = this.addBootstrapContainer({ command: ['bash', script] });
    for (const container of [bootstrap, this.container]) { container.mount(RUN, role); }
    bootstrap.mount(VOLUME, this.claim('data'));
    bootstrap.mount(SOCKET_DIRECTORY, this.addVolume('bootstrap-run', { emptyDir: {} }));
  }
}
