import { Construct } from 'constructs';
import { bindingEnv, connectionOf, PostgreSqlEndpoint, wiringOf } from './postgresql-binding';
import { IPostgreSql, PostgreSqlAttributes, PostgreSqlBindingOptions, PostgreSqlConnection } from './postgresql-binding-props';
import { POSTGRESQL_PORT } from './postgresql-contract';
import { checkCall, checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindingFiles, ImportedSet } from '../shared/binding';

/** The set behind `PostgreSql.fromName`. */
export class ImportedPostgreSql extends ImportedSet implements IPostgreSql {
  private readonly set: PostgreSqlEndpoint;

  constructor(scope: Construct, id: string, name: string, attributes: PostgreSqlAttributes) {
    checkFactory('PostgreSql.fromName', scope, id, name, attributes);
    const { namespace, replicas = 3, clusterDns } = attributes;
    super(scope, id, { name, namespace, replicas, clusterDns }, [Port.tcp(POSTGRESQL_PORT)]);
    this.set = { ...attributes, name, replicas, namespace: this.identity.namespace };
  }

  public connection(): PostgreSqlConnection { return connectionOf(this.set); }

  public connectionEnv(options: PostgreSqlBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'PostgreSql.connectionEnv', [options]);
    return bindingEnv(this, this.set, options);
  }

  public connectionFiles(options: PostgreSqlBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'PostgreSql.connectionFiles', [options]);
    return bindingFiles(this.set, options);
  }

  public bind(client: IClientWorkload, options: PostgreSqlBindingOptions = {}): void {
    checkCall(this, 'PostgreSql.bind', [client, options]);
    this.wire(client, wiringOf(this, this.set, options), options);
  }
}
