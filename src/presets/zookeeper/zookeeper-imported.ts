import { Construct } from 'constructs';
import { bindingEnv, connectionOf, wiringOf, ZooKeeperEndpoint } from './zookeeper-binding';
import { IZooKeeper, ZooKeeperAttributes, ZooKeeperBindingOptions, ZooKeeperConnection } from './zookeeper-binding-props';
import { CLIENT_PORT, SECURE_PORT } from './zookeeper-contract';
import { checkCall, checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindingFiles, ImportedSet } from '../shared/binding';

/** The ensemble behind `ZooKeeper.fromName`. */
export class ImportedZooKeeper extends ImportedSet implements IZooKeeper {
  private readonly set: ZooKeeperEndpoint;

  constructor(scope: Construct, id: string, name: string, attributes: ZooKeeperAttributes) {
    checkFactory('ZooKeeper.fromName', scope, id, name, attributes);
    super(scope, id, { ...attributes, name }, [Port.tcp(attributes.authority ? SECURE_PORT : CLIENT_PORT)]);
    this.set = { ...attributes, name, namespace: this.identity.namespace };
  }

  public connection(chroot?: string): ZooKeeperConnection { return connectionOf(this, this.set, chroot); }

  public connectionEnv(options: ZooKeeperBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'ZooKeeper.connectionEnv', [options]);
    return bindingEnv(this, this.set, {}, options);
  }

  public connectionFiles(options: ZooKeeperBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'ZooKeeper.connectionFiles', [options]);
    return bindingFiles(this.set, options);
  }

  public bind(client: IClientWorkload, options: ZooKeeperBindingOptions = {}): void {
    checkCall(this, 'ZooKeeper.bind', [client, options]);
    this.wire(client, wiringOf(this, this.set, {}, options), options);
  }
}
