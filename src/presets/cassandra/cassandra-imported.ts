import { Construct } from 'constructs';
import { bindingEnv, CassandraEndpoint, connectionOf, wiringOf } from './cassandra-binding';
import { CassandraAttributes, CassandraBindingOptions, CassandraConnection, ICassandra } from './cassandra-binding-props';
import { CQL_PORT } from './cassandra-contract';
import { DEFAULTS } from './cassandra-defaults';
import { checkCall, checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindingFiles, ImportedSet } from '../shared/binding';

/** The ring behind `Cassandra.fromName`. */
export class ImportedCassandra extends ImportedSet implements ICassandra {
  private readonly ring: CassandraEndpoint;

  constructor(scope: Construct, id: string, name: string, attributes: CassandraAttributes) {
    checkFactory('Cassandra.fromName', scope, id, name, attributes);
    const { namespace, replicas = 3, datacenter = DEFAULTS.datacenter, authority, clusterDns } = attributes;
    super(scope, id, { name, namespace, replicas, clusterDns }, [Port.tcp(CQL_PORT)]);
    this.ring = { name, replicas, datacenter, authority, namespace: this.identity.namespace };
  }

  public connection(): CassandraConnection { return connectionOf(this.ring); }

  public connectionEnv(options: CassandraBindingOptions): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Cassandra.connectionEnv', [options]);
    return bindingEnv(this, this.ring, options);
  }

  public connectionFiles(options: CassandraBindingOptions): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'Cassandra.connectionFiles', [options]);
    return bindingFiles(this.ring, options);
  }

  public bind(client: IClientWorkload, options: CassandraBindingOptions): void {
    checkCall(this, 'Cassandra.bind', [client, options]);
    this.wire(client, wiringOf(this, this.ring, options), options);
  }
}
