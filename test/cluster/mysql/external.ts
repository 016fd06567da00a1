import type { KubernetesObject } from '@kubernetes/client-node';
import { passwords } from './deployment';
import { MySqlSource, type ExternalMySqlOptions } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { mysqlWriter } from '../writers/mysql';

/** A MySQL server that no preset has made. */
export interface ExternalServer {
  readonly gtids: boolean;
  /** Without the clone plugin, the set is seeded by a dump. */
  readonly clone: boolean;
  /** Privileges that the account of the set has besides. */
  readonly grants?: string;
  /** Statements that root runs before the first start is over. */
  readonly sql?: string;
  readonly options?: string;
}

export const EXTERNAL = 'old';

const PASSWORD = 'of follower';

const ACCOUNT = [
  `CREATE USER follower@'%' IDENTIFIED BY '${PASSWORD}' REQUIRE SSL;`,
  'GRANT REPLICATION SLAVE, REPLICATION CLIENT, BACKUP_ADMIN ON *.* TO follower@\'%\';',
  'GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, SHOW_ROUTINE ON *.* TO follower@\'%\';',
];

/** Grants with which the account may make the source read-only. */
export const MAY_CLOSE = 'GRANT SYSTEM_VARIABLES_ADMIN ON *.* TO follower@\'%\';';

/** Rows of the writer without a key on their number, so that one that is applied twice is there twice; and one object of each kind. */
const CONTENT = [
  `CREATE USER root@'%' IDENTIFIED BY '${passwords.root}';`,
  'GRANT ALL ON *.* TO root@\'%\' WITH GRANT OPTION;',
  'CREATE DATABASE app;',
  'CREATE TABLE app.numbers (id BIGINT AUTO_INCREMENT PRIMARY KEY, n BIGINT);',
  'CREATE ROLE reader;',
  'GRANT SELECT ON app.* TO reader;',
  'CREATE USER reports@\'%\' IDENTIFIED BY \'of reports\';',
  'GRANT reader TO reports@\'%\';',
  'SET DEFAULT ROLE reader TO reports@\'%\';',
  `CREATE USER app@'%' IDENTIFIED BY '${passwords.application}';`,
  'GRANT ALL ON app.* TO app@\'%\';',
  'CREATE TABLE app.orders (id INT PRIMARY KEY, note VARCHAR(20));',
  'INSERT INTO app.orders VALUES (1, \'über\'), (2, \'注文\');',
  'CREATE DEFINER=root@localhost VIEW app.notes AS SELECT note FROM app.orders;',
  'CREATE DEFINER=root@localhost PROCEDURE app.count_orders() SELECT COUNT(*) FROM app.orders;',
];

/** By a client, because a trigger from an init file keeps its semicolon, with which mysqldump writes statements that no server reads. */
export const TRIGGER = 'CREATE DEFINER=root@localhost TRIGGER app.named BEFORE INSERT ON app.orders FOR EACH ROW '
  + 'SET NEW.note = COALESCE(NEW.note, \'none\')';

export const READ_CONTENT = 'SET NAMES utf8mb4; SELECT GROUP_CONCAT(id, note ORDER BY id) FROM app.orders; SELECT COUNT(*) FROM app.notes; '
  + 'CALL app.count_orders()';
export const HELD_CONTENT = '1über,2注文\n2\n2';

/** The pod, its Service, and the Secret with the password of the set's account. */
export function externalServer(server: ExternalServer): KubernetesObject[] {
  const { gtids, clone, grants = '', sql = '', options = '' } = server;
  const mode = gtids ? 'ON' : 'OFF';
  const statements = [...ACCOUNT, grants, ...CONTENT, sql].filter(line => line !== '').join('\n');
  const script = `set -eu
if [ ! -d /data/d ]; then
  rm -rf /data/new
  mysqld --no-defaults --initialize-insecure --datadir=/data/new --innodb-redo-log-capacity=16M
  mv /data/new /data/d
  printf '%s\\n' "$STATEMENTS" >/tmp/init.sql
else
  : >/tmp/init.sql
fi
exec mysqld --no-defaults --datadir=/data/d --socket=/tmp/s --pid-file=/tmp/p --mysqlx=OFF --init-file=/tmp/init.sql --server-id=7 \
  --gtid-mode=${mode} --enforce-gtid-consistency=${mode} --log-bin=binlog --innodb-buffer-pool-size=64M --innodb-redo-log-capacity=16M \
  --plugin-load-add=auth_socket.so ${clone ? '--plugin-load-add=mysql_clone.so' : ''} ${options}`;
  const labels = { app: EXTERNAL };
  return [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: EXTERNAL }, stringData: { password: PASSWORD } } as KubernetesObject,
    {
      apiVersion: 'v1', kind: 'Service', metadata: { name: EXTERNAL }, spec: { selector: labels, ports: [{ port: 3306 }] },
    } as KubernetesObject,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: EXTERNAL, labels },
      spec: {
        terminationGracePeriodSeconds: 20,
        securityContext: { runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'mysql',
          image: 'mysql:9.7',
          command: ['bash', '-c', script],
          env: [{ name: 'STATEMENTS', value: statements }],
          readinessProbe: {
            exec: { command: ['mysqladmin', '--no-defaults', '--socket=/tmp/s', '--user=nobody', 'ping'] }, periodSeconds: 1,
          },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        }],
        volumes: [{ name: 'data', emptyDir: {} }],
      },
    } as KubernetesObject,
  ];
}

/** What root of the external server answers. */
export async function externalSql(t: CaseContext, statements: string): Promise<string> {
  const command = ['mysql', '--no-defaults', '--socket=/tmp/s', '--user=root', '-NBe', statements];
  return (await t.exec(EXTERNAL, 'mysql', command)).trim();
}

/** The source of the set. */
export function source(options: Partial<ExternalMySqlOptions> = {}): MySqlSource {
  return MySqlSource.external({
    host: EXTERNAL, user: 'follower', password: { secret: { name: EXTERNAL } as never, key: 'password' }, ...options,
  });
}

/** Writes at a steady rate through two addresses, of which one accepts writes. */
export function movingWriter() {
  const spec = mysqlWriter(EXTERNAL, { user: 'app', password: passwords.application });
  return { ...spec, env: { ...spec.env, OTHER_HOST: 'mysql-primary' } };
}
