import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './pair';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

const ROOT = join(__dirname, '..', '..', '..');

/** What a program printed. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runProgram(program: string, args: string[], variables: Record<string, string> = {}): Promise<Output> {
  return new Promise(resolve => {
    execFile(program, args, { env: { ...process.env, ...variables } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 127 : 0, stdout, stderr });
    });
  });
}

/** The program of the package, as a user runs it. */
export async function command(args: string[], variables: Record<string, string> = {}): Promise<Output> {
  return runProgram(join(ROOT, 'node_modules', '.bin', 'tsx'), [join(ROOT, 'src', 'command', 'main.ts'), ...args], variables);
}

/** Writes the manifests into a directory, one file for each. */
export function writeManifests(directory: string, manifests: Json[]): string {
  mkdirSync(directory);
  for (const [i, manifest] of manifests.entries()) { writeFileSync(join(directory, `${i}.json`), JSON.stringify(manifest)); }
  return directory;
}

/** A kubeconfig of an account that may get the objects of the namespace, and do nothing else. */
export async function readerKubeconfig(t: CaseContext, file: string): Promise<string> {
  const of = (kind: string, fields: Json, apiVersion = 'rbac.authorization.k8s.io/v1') => ({
    apiVersion, kind, metadata: { name: 'reader' }, ...fields,
  });
  await t.apply([
    of('ServiceAccount', {}, 'v1'),
    of('Role', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get'] }] }),
    of('RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: t.namespace }],
    }),
  ]);
  const { status } = await t.cluster.core.createNamespacedServiceAccountToken({
    namespace: t.namespace, name: 'reader', body: { spec: { audiences: [] } } as never,
  });
  const cluster = t.cluster.config.getCurrentCluster();
  writeFileSync(file, JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'c', cluster: { 'server': cluster?.server, 'certificate-authority-data': cluster?.caData } }],
    'users': [{ name: 'u', user: { token: status?.token } }],
    'contexts': [{ name: 'c', context: { cluster: 'c', user: 'u', namespace: t.namespace } }],
    'current-context': 'c',
  }), { mode: 0o600 });
  await waitFor('the account to be able to read', { seconds: 30, everySeconds: 1 }, async () => {
    const { code, stderr } = await runProgram('kubectl', ['get', 'serviceaccount', 'reader'], { KUBECONFIG: file });
    return code === 0 ? { found: true } : { seen: stderr };
  });
  return file;
}
