import type { KubernetesObject, V1Container, V1StatefulSet } from '@kubernetes/client-node';
import type { Secret } from 'cdk8s-plus-28';
import { cqlAs } from './accounts';
import { cassandra, type Variation } from './deployment';
import type { ObjectStoreDirectory } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { hostsExtension, issue } from '../harness/certificates';
import { objectStore, STORE } from '../postgresql/object-store';
import { PASSWORD } from '../writers/cassandra';

/** A directory of the store in the namespace of the case. */
export function repository(path: string): ObjectStoreDirectory {
  const secret = (name: string) => ({ name }) as Secret;
  return {
    endpoint: STORE.endpoint,
    bucket: STORE.bucket,
    path,
    accessKey: { secret: secret('store'), key: 'access' },
    secretKey: { secret: secret('store'), key: 'secret' },
    authority: { secret: secret('store-tls'), key: 'ca.crt' },
    pathStyle: true,
  };
}

/** The object store, with its certificate. */
export function store(): KubernetesObject[] {
  return [...issue([{ secret: 'store-tls', name: 'store', extensions: [hostsExtension(['store'])] }]), ...objectStore()];
}

/** A ring next to the first one, from one of its snapshots. */
export function restored(t: CaseContext, snapshot: string, variation: Variation = {}): KubernetesObject[] {
  return cassandra(t.namespace, {
    name: 'restored', clusterName: 'copy', restoreFrom: { repository: repository('/test/cassandra'), snapshot }, ...variation,
  });
}

/** The same manifests, whose containers with rclone transfer little in a second, so that a fault meets them at work. */
export function slowly(manifests: KubernetesObject[]): KubernetesObject[] {
  return manifests.map(manifest => {
    if (manifest.kind !== 'StatefulSet') { return manifest; }
    const set = structuredClone(manifest) as V1StatefulSet;
    const { containers = [], initContainers = [] } = set.spec?.template.spec ?? {};
    [...containers, ...initContainers].filter(({ name }) => ['snapshots', 'restore'].includes(name)).forEach(slow);
    return set;
  });
}

function slow(container: V1Container): void {
  container.env = [...container.env ?? [], { name: 'RCLONE_BWLIMIT', value: '30k' }];
}

/** The name of the snapshot that a Job has taken. */
export function snapshotIn(log: string): string {
  const [, name] = /the snapshot (\S+) is complete/.exec(log) ?? [];
  if (!name) { throw new Error(`the Job has taken no snapshot: ${log}`); }
  return name;
}

/** The names of the snapshots in the repository. */
export async function snapshotsIn(t: CaseContext): Promise<string[]> {
  const names = await t.exec('store', 'store', ['ls', `/data/${STORE.bucket}/test/cassandra`]);
  return names.split(/\s+/).filter(name => name.startsWith('20'));
}

/** Numbers in the table of the writer, or another one, read at QUORUM. */
export async function rowsOf(t: CaseContext, pod: string, table = 'app.numbers'): Promise<Set<number>> {
  const answer = await cqlAs(t, 'admin', PASSWORD, `PAGING OFF; CONSISTENCY QUORUM; SELECT n FROM ${table}`, { pod });
  return new Set([...answer.matchAll(/^\s*(\d+)\s*$/gm)].map(([, number]) => Number(number)));
}

/** Files of snapshots on the volume of a member. */
export async function filesLeft(t: CaseContext, pod: string): Promise<string> {
  const set = pod.replace(/-\d+$/, '');
  const script = 'cd /var/lib/cassandra; ls -A snapshots; find . -path "*/snapshots/20*" | head -n 3';
  return (await t.exec(pod, set, ['bash', '-c', script])).trim();
}
