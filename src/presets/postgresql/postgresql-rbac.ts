import { API_CREDENTIALS, MAX_MEMBERS } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';

/** Ports of the Kubernetes API: of its Service, and the usual one of its servers. */
const API_PORTS = [443, 6443];

/** The ConfigMaps in which Patroni stores the state of the cluster. */
const STORE = ['config', 'failover', 'leader', 'sync'];

/** Name of the service account, its role and their binding. */
export function accountName(name: string): string {
  return `${name}-patroni`;
}

/**
 * The service account of the pods. RBAC cannot restrict the creation of objects and a list by a label to names, so Patroni may also create
 * ConfigMaps and read those of the namespace. It changes only its own, and the pods of the set, including those that `kubectl scale` adds.
 */
export function addAccount(app: StatefulApp, { name, serviceAccount }: ResolvedPostgreSqlProps): void {
  const account = accountName(name);
  const metadata = { name: account };
  const pods = Array.from({ length: MAX_MEMBERS }, (_, ordinal) => `${name}-${ordinal}`);
  if (!serviceAccount) {
    addObject(app, 'Account', app._identity, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  }
  addObject(app, 'Role', app._identity, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: STORE.map(part => `${name}-${part}`), verbs: ['get', 'patch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
      { apiGroups: [''], resources: ['pods'], resourceNames: pods, verbs: ['get', 'patch'] },
    ],
  });
  addObject(app, 'RoleBinding', app._identity, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
    subjects: [{ kind: 'ServiceAccount', name: serviceAccount?.name ?? account, namespace: app.namespace }],
  });
}

/** Gives these containers the token of the service account, and lets the pods connect to the Kubernetes API. */
export function connectToApi(app: StatefulApp, { apiServer }: ResolvedPostgreSqlProps, containers: kplus.Container[]): void {
  const credentials = app.addVolume('api', {
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      ],
    },
  });
  for (const container of containers) { container.mount(API_CREDENTIALS, credentials, { readOnly: true }); }
  if (apiServer) { app.allowTo(apiServer, ...API_PORTS.map(port => Port.tcp(port))); }
}
