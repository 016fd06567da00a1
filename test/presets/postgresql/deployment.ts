import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Manifests, PostgreSql, PostgreSqlProps } from 'cdk8s-stateful-app';
import { parse } from 'yaml';

/** A chart with one PostgreSql. */
export class Deployed extends Chart {
  public readonly postgresql: PostgreSql;

  constructor(props: Partial<PostgreSqlProps> & { application?: { database: string; user: string } } = {}) {
    super(new App(), 'test', { namespace: 'shop' });
    const secret = Secret.fromSecretName(this, 'Auth', 'postgresql-auth');
    const { application, ...rest } = props;
    this.postgresql = new PostgreSql(this, 'Db', {
      image: 'registry.example.com/postgres-patroni:18',
      replicas: 3,
      storage: Size.gibibytes(20),
      accounts: {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
        application: application && { ...application, password: { secret, key: 'shop' } },
      },
      ...rest,
    });
  }

  /** A file of the preset, by its path below the preset's directory. */
  public file(path: string): string {
    return this.postgresql.filesOf(0)[`/etc/patroni/${path}`];
  }

  /** Patroni's local configuration. */
  public get local(): any { return parse(this.file('patroni.yml')); }

  /** Patroni's dynamic configuration. */
  public get dynamic(): any { return JSON.parse(this.file('dynamic.json')); }

  public get podSpec(): any { return Manifests.one(this, 'StatefulSet').spec.template.spec; }

  public get container(): any { return this.podSpec.containers[0]; }
}
