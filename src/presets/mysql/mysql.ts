import { Construct } from 'constructs';
import { mySqlBlueprint } from './mysql-blueprint';
import { MySqlProps } from './mysql-props';
import { scriptPath } from './mysql-scripts';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';

/** MySQL: a source and its replicas that keep every acknowledged write. */
export class MySql extends StatefulApp {
  /** Ordinal of the member that takes writes. */
  public readonly sourceOrdinal: number;

  constructor(scope: Construct, id: string, props: MySqlProps) {
    const blueprint = mySqlBlueprint(props);
    super(scope, id, blueprint);
    this.sourceOrdinal = props.sourceOrdinal ?? 0;
    this.addBootstrap(blueprint);
  }

  /** Host of the member that takes writes: `mysql-0.mysql`. */
  public get sourceHost(): string {
    return this.host(this.sourceOrdinal);
  }

  /** Hosts of the replicas, from the lowest ordinal up. */
  public get replicaHosts(): string[] {
    return this.hosts.filter(host => host !== this.sourceHost);
  }

  private addBootstrap({ image, env, resources, imagePullPolicy }: StatefulAppProps): void {
    const role = this.addVolume('role', { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    const bootstrap = this.addInitContainer({
      name: 'bootstrap',
      image,
      env,
      resources,
      imagePullPolicy,
      command: ['bash', scriptPath('bootstrap.sh')],
      sharesFiles: true,
    });
    for (const container of [bootstrap, this.container]) { container.mount('/run/mysql-role', role); }
    bootstrap.mount('/var/lib/mysql', this.claim('data'));
    bootstrap.mount('/var/run/mysqld', this.addVolume('bootstrap-run', { emptyDir: {} }));
  }
}
