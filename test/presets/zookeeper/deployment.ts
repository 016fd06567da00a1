import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { ZooKeeper, ZooKeeperProps } from 'cdk8s-stateful-app';

/** A chart with one ZooKeeper. */
export class Deployed extends Chart {
  public readonly zookeeper: ZooKeeper;

  constructor(props: Partial<ZooKeeperProps> = {}, namespace: string | undefined = 'shop') {
    super(new App(), 'test', { namespace });
    this.zookeeper = new ZooKeeper(this, 'Zk', { replicas: 3, storage: Size.gibibytes(10), ...props });
  }

  /** A file of the preset, by its path below the preset's directory. */
  public file(path: string): string {
    return this.zookeeper.filesOf(0)[`/etc/zookeeper/stateful/${path}`];
  }

  /** The settings in zoo.cfg. */
  public get settings(): Record<string, string> {
    return Object.fromEntries(this.file('zoo.cfg').split('\n').filter(line => line.includes('='))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  }
}

/** A reference to a value of an existing Secret, of a chart of its own. */
export function secretValue(key: string): { secret: any; key: string } {
  return { secret: Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Auth', 'zk-auth'), key };
}
