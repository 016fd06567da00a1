import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MySql, type MySqlProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { synthesize } from '../harness/synthesize';
import type { MySqlLogin } from '../writers/mysql';

/** What a case changes about the deployment; the rest is the same everywhere. */
export type Variation = Partial<Omit<MySqlProps, 'accounts'>> & {
  readonly application?: { readonly database: string; readonly user: string };
};

export interface Passwords {
  readonly root: string;
  readonly replication: string;
  readonly application: string;
  readonly backup: string;
}

export const passwords: Passwords = {
  root: 'of root',
  replication: 'of replication',
  application: 'of application',
  backup: 'of \'the\' "backup" \\ $1',
};

export const login: MySqlLogin = { user: 'app', password: passwords.application };

/** Manifests of three members with the table that the writer fills. */
export function mysql(namespace: string, { application, ...variation }: Variation = {}): KubernetesObject[] {
  return synthesize(namespace, chart => {
    const secret = Secret.fromSecretName(chart, 'Accounts', 'accounts');
    new MySql(chart, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(1),
      bufferPool: Size.mebibytes(128),
      settings: { innodb_redo_log_capacity: '16M' },
      firstBoot: true,
      initScripts: { '10-numbers.sql': 'CREATE TABLE app.numbers (n BIGINT PRIMARY KEY);\n' },
      ...variation,
      accounts: {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: { ...application ?? { database: 'app', user: 'app' }, password: { secret, key: 'application' } },
      },
    });
  });
}

export function accounts(given: Passwords = passwords): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'accounts' }, stringData: { ...given } };
}

/** Applies the set and waits until all members are Ready. */
export async function deploy(t: CaseContext, variation: Variation = {}): Promise<void> {
  await t.apply([accounts(), ...mysql(t.namespace, variation)]);
  await t.until.setReady('mysql', 300);
}
