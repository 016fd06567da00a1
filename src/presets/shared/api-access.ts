import { NetworkPeer } from '../../blocks/network';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';

/** Ports of the Kubernetes API: of its Service, and the usual one of its servers. */
const PORTS = [443, 6443];

/** The end of a remedy that names an address of the API. */
export const ADDRESS_OF_API = 'with the address that `kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes` '
  + 'prints';

/** A rule of a Role. */
interface PolicyRule {
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** The service account of the pods: the user's, or the one that `addAccount` adds. */
export function accountOf(account: string, serviceAccount: kplus.IServiceAccount | undefined): kplus.IServiceAccount {
  return serviceAccount ?? { name: account } as kplus.IServiceAccount;
}

/** Names of pods of a set, including pods that `kubectl scale` adds. */
export function podNames(name: string, most: number): string[] {
  return Array.from({ length: most }, (_, ordinal) => `${name}-${ordinal}`);
}

/** Adds the service account, unless the user has one, and its role and their binding, which have the same name. */
export function addAccount(
  app: StatefulApp, account: string, serviceAccount: kplus.IServiceAccount | undefined, rules: PolicyRule[],
): void {
  const metadata = { name: account };
  if (!serviceAccount) {
    const object = addObject(app, 'Account', app._identity, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    // the API rejects pods until their account exists, and the controller then waits longer each time
    app.workload.statefulSet.addDependency(object);
  }
  addObject(app, 'Role', app._identity, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: rules.map(rule => ({ apiGroups: [''], ...rule })),
  });
  addObject(app, 'RoleBinding', app._identity, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
    subjects: [{ kind: 'ServiceAccount', name: accountOf(account, serviceAccount).name, namespace: app.namespace }],
  });
}

/** Gives the containers the token of the service account in a directory, and lets the pods connect to the Kubernetes API. */
export function connectToApi(
  app: StatefulApp, apiServer: NetworkPeer | undefined, directory: string, containers: kplus.Container[],
): void {
  const credentials = app.addVolume('api', {
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      ],
    },
  });
  for (const container of containers) { container.mount(directory, credentials, { readOnly: true }); }
  if (apiServer) { app.allowTo(apiServer, ...PORTS.map(port => Port.tcp(port))); }
}
