import { Construct } from 'constructs';
import { bindingEnv, connectionOf, MySqlEndpoint, wiringOf } from './mysql-binding';
import { IMySql, MySqlAttributes, MySqlBindingOptions, MySqlConnection } from './mysql-binding-props';
import { MYSQL_PORT } from './mysql-contract';
import { checkCall, checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindingFiles, ImportedSet } from '../shared/binding';

/** The set behind `MySql.fromName`. */
export class ImportedMySql extends ImportedSet implements IMySql {
  private readonly set: MySqlEndpoint;

  constructor(scope: Construct, id: string, name: string, attributes: MySqlAttributes) {
    checkFactory('MySql.fromName', scope, id, name, attributes);
    super(scope, id, { name, namespace: attributes.namespace, clusterDns: attributes.clusterDns }, [Port.tcp(MYSQL_PORT)]);
    this.set = { ...attributes, name, namespace: this.identity.namespace };
  }

  public connection(): MySqlConnection { return connectionOf(this.set); }

  public connectionEnv(options: MySqlBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'MySql.connectionEnv', [options]);
    return bindingEnv(this, this.set, options);
  }

  public connectionFiles(options: MySqlBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'MySql.connectionFiles', [options]);
    return bindingFiles(this.set, options);
  }

  public bind(client: IClientWorkload, options: MySqlBindingOptions = {}): void {
    checkCall(this, 'MySql.bind', [client, options]);
    this.wire(client, wiringOf(this, this.set, options), options);
  }
}
