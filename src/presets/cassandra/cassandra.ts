import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { accountsJob } from './cassandra-accounts-job';
import { bindingEnv, CassandraEndpoint, connectionOf, wiringOf } from './cassandra-binding';
import { CassandraAttributes, CassandraBindingOptions, CassandraConnection, ICassandra } from './cassandra-binding-props';
import { RULES } from './cassandra-checks';
import { CQL_PORT, STORAGE_PORT } from './cassandra-contract';
import { ImportedCassandra } from './cassandra-imported';
import { CassandraKeyspaceOptions, CassandraUserOptions, DesiredState } from './cassandra-keyspaces';
import { addAlerts } from './cassandra-monitoring';
import { CassandraProps } from './cassandra-props';
import { racksOf } from './cassandra-racks';
import { addRepairJob } from './cassandra-repair-job';
import { addRecovery, addSnapshots } from './cassandra-snapshots';
import { encryptionOf, requiresTls } from './cassandra-tls';
import { checkCall } from '../../checks/calls';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { formsOf } from '../../pod/certificate';
import { StatefulApp } from '../../stateful-app';
import { IClientWorkload } from '../../values/client-workload';
import { ordinalsOf } from '../../values/identity';
import { POD_INDEX } from '../../values/pod-env';
import { bindClientOptions, bindingFiles } from '../shared/binding';
import { Declarations } from '../shared/declarations';
import { addFacts } from '../shared/facts';
import { addExporter } from '../shared/jmx-exporter';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A ring of Cassandra in which a member that lost its volume answers for no rows before it has them again. */
export class Cassandra extends StatefulApp implements ICassandra {
  /**
   * A ring that another program has deployed, so that an application of this one can be bound to it. If the ring has an isolated
   * `networkAccess`, let the application in with `allowFrom` in that program.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param name name of the set
   * @param attributes number of members, namespace and datacenter of the ring
   */
  public static fromName(scope: Construct, id: string, name: string, attributes: CassandraAttributes = {}): ICassandra {
    return new ImportedCassandra(scope, id, name, attributes);
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

  private readonly ring: CassandraEndpoint;
  private readonly desired: DesiredState;
  private readonly declarations: Declarations;

  constructor(scope: Construct, id: string, given: CassandraProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.desired = new DesiredState(props);
    this.declarations = new Declarations(this, accountsJob(props, this.desired));
    this.failLookUpsSoon();
    const { clusterName, datacenter, tls } = props;
    this.ring = {
      name: this.name,
      namespace: this.namespace,
      replicas: this.replicas,
      datacenter,
      // while TLS is optional, members that have not restarted yet have none
      authority: requiresTls(tls) ? { secret: tls!.certificate, key: 'ca.crt' } : undefined,
      requiresCertificate: requiresTls(tls) && tls!.requireClientCertificate,
    };
    addFacts(this, {
      system: 'cassandra',
      cluster: clusterName,
      racks: racksOf(props.racks).join(','),
      datacenter,
      encryption: encryptionOf(tls),
      authentication: 'none',
    });
    for (const ordinal of ordinalsOf(this._identity)) { this.addAddress(ordinal); }
    if (props.repair) { addRepairJob(this, props.repair); }
    if (props.snapshots) { addSnapshots(this, props, props.snapshots); }
    if (props.restoreFrom) { addRecovery(this, props, props.restoreFrom); }
    if (props.monitoring) {
      this.podMonitor = addExporter(this, props.monitoring);
      this.prometheusRule = addAlerts(this, props);
    }
  }

  /** Name of the Service that reaches every Ready member, at which drivers begin. */
  public get clientService(): string {
    return inNamespaceOf(this, `${this.name}-client`);
  }

  /** The addresses that an application needs, as plain values. */
  public connection(): CassandraConnection {
    return connectionOf(this.ring);
  }

  /**
   * The values of `connection()` and the account as environment variables. The password is a reference to the Secret, which must exist in
   * the application's namespace. Paths refer to `connectionFiles`.
   *
   * @param options account and keyspace, and names of the variables that the application reads
   */
  public connectionEnv(options: CassandraBindingOptions): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Cassandra.connectionEnv', [options]);
    return bindingEnv(this, this.ring, options);
  }

  /**
   * The files to which variables of `connectionEnv` refer, by path, for `secretFiles` of a `StatefulApp`. Empty without `tls` and
   * `certificate`. `bind` mounts them.
   *
   * @param options the application's own certificate
   */
  public connectionFiles(options: CassandraBindingOptions): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'Cassandra.connectionFiles', [options]);
    return bindingFiles(this.ring, options);
  }

  /**
   * Connects an application. Its containers get `connectionEnv` and `connectionFiles`, and its pods may connect to the members if
   * `networkAccess` is isolated. Its other connections stay as they are, unless `isolateClient` is set.
   *
   * @param client a workload of any line of cdk8s-plus, or the `workload` of another StatefulApp
   * @param options account and keyspace, names of the variables, containers, and the network policy of the application
   * @throws [ClientVariableTaken] if a container has one of the variables already
   */
  public bind(client: IClientWorkload, options: CassandraBindingOptions): void {
    checkCall(this, 'Cassandra.bind', [client, options]);
    this.bindClient(client, wiringOf(this, this.ring, options), bindClientOptions(options));
  }

  /**
   * DNS names that a certificate of the members needs: those of `StatefulApp.certificateNames`, and those of the Service of each member.
   *
   * @param members number of members that the certificate covers, if the ring is going to grow. Without it, the number of replicas counts
   */
  public certificateNames(members: number = this.replicas): string[] {
    const addresses = ordinalsOf({ ...this._identity, replicas: members }).map(ordinal => `${this.name}-${ordinal}`);
    return [...super.certificateNames(members), ...formsOf(this._identity, addresses)];
  }

  /**
   * Declares a keyspace. A Job creates it when the manifests are applied. Removing it from your program does not drop it.
   *
   * @param name the keyspace's name
   * @param options owner and number of copies
   */
  public addKeyspace(name: string, options: CassandraKeyspaceOptions): void {
    checkCall(this, 'Cassandra.addKeyspace', [name, options]);
    this.declarations.add(errors => this.desired.addKeyspace(name, options, errors));
  }

  /**
   * Declares a user who logs in by name and password. A Job creates the user and sets the password when the manifests are applied. Removing
   * the user or a permission from your program does not revoke it.
   *
   * @param name the user's name
   * @param options password and permissions
   */
  public addUser(name: string, options: CassandraUserOptions): void {
    checkCall(this, 'Cassandra.addUser', [name, options]);
    this.declarations.add(errors => this.desired.addUser(name, options, errors));
  }

  /**
   * The ring knows a member by its address. That of a pod changes with each restart, and that of a Service does not. It must answer before
   * the pod is Ready, because the members decide together whether one becomes Ready.
   */
  private addAddress(ordinal: number): void {
    addObject(this, `Address${ordinal}`, this._identity, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${this.name}-${ordinal}` },
      spec: {
        publishNotReadyAddresses: true,
        ports: [{ name: 'cql', port: CQL_PORT }, { name: 'storage', port: STORAGE_PORT }],
        selector: { ...this._identity.selector, [POD_INDEX]: `${ordinal}` },
      },
    });
  }
}
