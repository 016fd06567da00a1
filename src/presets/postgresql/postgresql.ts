import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { accountsJob } from './postgresql-accounts-job';
import { addArchive, connectToStores } from './postgresql-archive';
import { addBackup } from './postgresql-backup';
import { bindingEnv, connectionOf, PostgreSqlEndpoint, wiringOf } from './postgresql-binding';
import { IPostgreSql, PostgreSqlAttributes, PostgreSqlBindingOptions, PostgreSqlConnection } from './postgresql-binding-props';
import { RULES } from './postgresql-checks';
import { limitsOf } from './postgresql-config';
import { RUN, SOCKET_DIRECTORY, VOLUME } from './postgresql-contract';
import { DesiredState, PostgreSqlDatabaseOptions, PostgreSqlUserOptions } from './postgresql-databases';
import { durabilityOf } from './postgresql-durability';
import { ImportedPostgreSql } from './postgresql-imported';
import { addAlerts, addMetrics } from './postgresql-monitoring';
import { PostgreSqlProps } from './postgresql-props';
import { addApiAccess } from './postgresql-rbac';
import { SCRIPTS } from './postgresql-scripts';
import { checkCall } from '../../checks/calls';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { IClientWorkload } from '../../values/client-workload';
import { bindClientOptions, bindingFiles } from '../shared/binding';
import { Declarations } from '../shared/declarations';
import { addFacts } from '../shared/facts';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A PostgreSQL primary and its replicas. Patroni replaces a primary that fails, and stores the state of the cluster in ConfigMaps. */
export class PostgreSql extends StatefulApp implements IPostgreSql {
  /**
   * A set that another program has deployed, so that an application of this one can be bound to it. If the set has an isolated
   * `networkAccess`, let the application in with `allowFrom` in that program.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param name name of the set
   * @param attributes number of members, namespace, account and authority of the set
   */
  public static fromName(scope: Construct, id: string, name: string, attributes: PostgreSqlAttributes = {}): IPostgreSql {
    return new ImportedPostgreSql(scope, id, name, attributes);
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

  private readonly endpoint: PostgreSqlEndpoint;
  private readonly desired: DesiredState;
  private readonly declarations: Declarations;

  constructor(scope: Construct, id: string, given: PostgreSqlProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.desired = new DesiredState(props);
    this.declarations = new Declarations(this, accountsJob(props, this.desired));
    this.failLookUpsSoon();
    this.endpoint = {
      name: this.name,
      namespace: this.namespace,
      replicas: this.replicas,
      application: props.accounts.application,
      authority: props.tls && { secret: props.tls.certificate, key: 'ca.crt' },
    };
    const { standbys, allowAlone } = durabilityOf(props.durability, props.replicas);
    addFacts(this, {
      system: 'postgresql',
      copies: allowAlone ? 1 : standbys + 1,
      encryption: props.tls ? 'tls' : 'none',
      authentication: props.tls?.clientCertificate ? 'certificate' : 'none',
      limits: limitsOf(props),
    });

    const run = this.addVolume('run', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    const bootstrap = this.addBootstrapContainer({ command: ['bash', SCRIPTS.path('bootstrap.sh')] });
    for (const container of [bootstrap, this.container]) { container.mount(RUN, run); }
    bootstrap.mount(VOLUME, this.claim('data'));
    bootstrap.mount(SOCKET_DIRECTORY, this.addVolume('bootstrap-run', { emptyDir: {} }));
    const socket = this.addVolume('socket', { emptyDir: {} });
    this.container.mount(SOCKET_DIRECTORY, socket);
    addApiAccess(this, props, [bootstrap, this.container]);
    connectToStores(this, props);
    if (props.archive) { addArchive(this, props, props.archive, socket); }
    if (props.backup) { addBackup(this, props, props.backup); }
    if (props.monitoring) {
      this.podMonitor = addMetrics(this, props.monitoring);
      this.prometheusRule = addAlerts(this, props);
    }
  }

  /** Name of the Service that follows the primary. */
  public get primaryService(): string {
    return inNamespaceOf(this, `${this.name}-primary`);
  }

  /** Name of the Service that reaches every Ready replica. */
  public get replicaService(): string {
    return inNamespaceOf(this, `${this.name}-replicas`);
  }

  /** The addresses and the account that an application needs, as plain values. */
  public connection(): PostgreSqlConnection {
    return connectionOf(this.endpoint);
  }

  /**
   * The values of `connection()` as environment variables. The password is a reference to the Secret of the account, which must also exist
   * in the application's namespace. Paths refer to `connectionFiles`.
   *
   * @param options names of the variables that the application reads
   */
  public connectionEnv(options: PostgreSqlBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'PostgreSql.connectionEnv', [options]);
    return bindingEnv(this, this.endpoint, options);
  }

  /**
   * The files to which variables of `connectionEnv` refer, by path, for `secretFiles` of a `StatefulApp`. Empty without `tls` and
   * `certificate`. `bind` mounts them.
   *
   * @param options the application's own certificate
   */
  public connectionFiles(options: PostgreSqlBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'PostgreSql.connectionFiles', [options]);
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
  public bind(client: IClientWorkload, options: PostgreSqlBindingOptions = {}): void {
    checkCall(this, 'PostgreSql.bind', [client, options]);
    this.bindClient(client, wiringOf(this, this.endpoint, options), bindClientOptions(options));
  }

  /**
   * Declares a database. A Job creates it when the manifests are applied. Removing it from your program does not drop it.
   *
   * @param name the database's name
   * @param options owner and extensions
   */
  public addDatabase(name: string, options: PostgreSqlDatabaseOptions): void {
    checkCall(this, 'PostgreSql.addDatabase', [name, options]);
    this.declarations.add(errors => this.desired.addDatabase(name, options, errors));
  }

  /**
   * Declares a user who logs in by name and password. A Job creates the user and sets the password when the manifests are applied. Removing
   * the user or a permission from your program does not revoke it.
   *
   * @param name the user's name
   * @param options password and permissions
   */
  public addUser(name: string, options: PostgreSqlUserOptions): void {
    checkCall(this, 'PostgreSql.addUser', [name, options]);
    this.declarations.add(errors => this.desired.addUser(name, options, errors));
  }
}
