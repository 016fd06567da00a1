import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Cassandra, CassandraProps, Manifests } from 'cdk8s-stateful-app';

/** Three members in the namespace shop, and the objects that they are. */
export class Deployed {
  public readonly chart = new Chart(new App(), 'test', { namespace: 'shop' });
  public readonly ring: Cassandra;

  constructor(props: Partial<CassandraProps> = {}) {
    const secret = Secret.fromSecretName(this.chart, 'Auth', 'cassandra-auth');
    this.ring = new Cassandra(this.chart, 'Ring', {
      replicas: 3,
      storage: Size.gibibytes(20),
      clusterName: 'orders',
      superuser: { password: { secret, key: 'admin' } },
      ...props,
    });
  }

  public one(kind: string, name?: string): any { return Manifests.one(this.chart, kind, name); }

  public get pod(): any { return this.one('StatefulSet').spec.template.spec; }

  public get server(): any { return this.pod.containers[0]; }

  /** A variable of the server. */
  public variable(name: string): string | undefined {
    return this.server.env.find((variable: any) => variable.name === name)?.value;
  }

  /** The text of a file that the set adds to its pods. */
  public file(name: string): string {
    const { data } = this.one('ConfigMap', 'cassandra-files');
    return data[Object.keys(data).find(key => key.endsWith(name))!];
  }
}
