import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MySql, MySqlProps } from 'cdk8s-stateful-app';

/** A chart with one MySql. */
export class Deployed extends Chart {
  public readonly mysql: MySql;

  constructor(props: Partial<MySqlProps> & { application?: { database: string; user: string } } = {}) {
    super(new App(), 'test', { namespace: 'shop' });
    const secret = Secret.fromSecretName(this, 'Auth', 'mysql-auth');
    const { application, ...rest } = props;
    this.mysql = new MySql(this, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(20),
      accounts: {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: application && { ...application, password: { secret, key: 'shop' } },
      },
      ...rest,
    });
  }

  /** A file of the preset, by its path below the preset's directory. */
  public file(path: string): string {
    return this.mysql.filesOf(0)[`/etc/mysql/stateful/${path}`];
  }

  /** The settings in my.cnf. */
  public get settings(): Record<string, string> {
    return settingsIn(this.file('my.cnf'));
  }
}

export function settingsIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').filter(line => line.includes('='))
    .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
