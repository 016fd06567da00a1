import { API_CREDENTIALS, MAX_MEMBERS } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { addAccount, connectToApi, podNames } from '../shared/api-access';

/** The ConfigMaps in which Patroni stores the state of the cluster. */
const STORE = ['config', 'failover', 'leader', 'sync'];

/** Name of the service account, its role and their binding. */
export function accountName(name: string): string {
  return `${name}-patroni`;
}

/**
 * Gives Patroni access to the Kubernetes API. RBAC cannot restrict the creation of objects and a list by a label to names, so Patroni may
 * also create ConfigMaps and read those of the namespace. It changes only its own, and the pods of the set.
 */
export function addApiAccess(app: StatefulApp, props: ResolvedPostgreSqlProps, containers: kplus.Container[]): void {
  const { name, serviceAccount, apiServer } = props;
  addAccount(app, accountName(name), serviceAccount, [
    { resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
    { resources: ['configmaps'], resourceNames: STORE.map(part => `${name}-${part}`), verbs: ['get', 'patch'] },
    { resources: ['pods'], verbs: ['list', 'watch'] },
    { resources: ['pods'], resourceNames: podNames(name, MAX_MEMBERS), verbs: ['get', 'patch'] },
  ]);
  connectToApi(app, apiServer, API_CREDENTIALS, containers);
}
