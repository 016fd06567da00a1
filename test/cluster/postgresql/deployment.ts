import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PostgreSql, type PostgreSqlProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { synthesize } from '../harness/synthesize';
import { IMAGE, type PostgreSqlLogin } from '../writers/postgresql';

/** What a case changes about the deployment; the rest is the same everywhere. */
export type Variation = Partial<Omit<PostgreSqlProps, 'accounts'>>;

export interface Passwords {
  readonly superuser: string;
  readonly replication: string;
  readonly application: string;
}

export const passwords: Passwords = {
  superuser: 'of superuser',
  replication: 'of \'the\' "members" \\ $1',
  application: 'of application',
};

export const login: PostgreSqlLogin = { user: 'app', password: passwords.application };

/** Manifests of three members. `configure` adds databases and users. */
export function postgresql(
  namespace: string, variation: Variation = {}, configure: (db: PostgreSql) => void = () => {},
): KubernetesObject[] {
  return synthesize(namespace, chart => {
    const secret = Secret.fromSecretName(chart, 'Accounts', 'accounts');
    const db = new PostgreSql(chart, 'Db', {
      image: IMAGE,
      replicas: 3,
      storage: Size.gibibytes(1),
      firstBoot: true,
      ...variation,
      accounts: {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'app', user: 'app', password: { secret, key: 'application' } },
      },
    });
    configure(db);
  });
}

export function accounts(given: Passwords = passwords): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'accounts' }, stringData: { ...given } };
}

/** Applies the set and waits until all members are Ready. */
export async function deploy(t: CaseContext, variation: Variation = {}): Promise<void> {
  await t.apply([accounts(), ...postgresql(t.namespace, variation)]);
  await t.until.setReady('postgresql', 300);
}
