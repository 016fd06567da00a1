import { strict as assert } from 'node:assert';
import type { V1ConfigMap } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { exec } from '../harness/exec';
import { podsOf } from '../harness/pods';
import { progress } from '../harness/progress';
import { waitFor } from '../harness/wait';

const ROLE_LABEL = 'cdk8s-stateful-app/postgresql-role';
const client = ['psql', '--no-psqlrc', '--quiet', '--no-align', '--tuples-only', '--username=postgres'];

/** What a member answers to SQL, by the account that needs no password. */
export async function sql(t: CaseContext, pod: string, statements: string, database = 'postgres'): Promise<string> {
  return (await t.exec(pod, 'postgresql', [...client, '--command', statements, database])).trim();
}

/** As `sql`; undefined when it fails, for instance because the member is not there. */
export async function trySql(t: CaseContext, pod: string, statements: string, database = 'postgres'): Promise<string | undefined> {
  try {
    const command = [...client, '--command', statements, database];
    const { code, stdout } = await exec(t.cluster, { namespace: t.namespace, pod, container: 'postgresql' }, command, 20);
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

async function labelled(t: CaseContext, role: string): Promise<string[]> {
  const pods = await podsOf(t.cluster, t.namespace, 'postgresql');
  return pods.filter(pod => pod.metadata?.labels?.[ROLE_LABEL] === role).map(pod => pod.metadata?.name ?? '').sort();
}

/** The pod to which the Service of the primary leads. */
export async function primaryOf(t: CaseContext): Promise<string> {
  const pods = await labelled(t, 'primary');
  assert.equal(pods.length, 1, `one pod has the label of the primary, and not ${pods.join(', ')}`);
  return pods[0];
}

export async function replicasOf(t: CaseContext): Promise<string[]> {
  return labelled(t, 'replica');
}

/** Waits until all members are Ready, one is the primary, and all others stream from it. */
export async function untilWhole(t: CaseContext, count = 3, seconds = 120): Promise<void> {
  await t.until.setReady('postgresql', seconds);
  await waitFor(`a primary from which ${count - 1} replicas stream`, { seconds, everySeconds: 0.5 }, async () => {
    const primary = await primaryOf(t).catch(() => undefined);
    const streaming = primary && await trySql(t, primary, 'SELECT count(*) FROM pg_stat_replication WHERE state = \'streaming\'');
    return streaming === `${count - 1}` ? { found: true } : { seen: `${streaming ?? 'none'} stream from ${primary ?? 'no primary'}` };
  });
}

/** Waits until Patroni has recorded that a replica may replace the primary, which it does in its round after the replica streams. */
export async function untilCounted(t: CaseContext, count = 2): Promise<void> {
  const metadata = { name: 'postgresql-sync', namespace: t.namespace };
  await waitFor(`${count} replicas that may replace the primary`, { seconds: 30, everySeconds: 0.5 }, async () => {
    const store = await t.cluster.objects.read<V1ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    const counted = (store.metadata?.annotations?.sync_standby ?? '').split(',').filter(name => name !== '');
    return counted.length >= count ? { found: true } : { seen: counted.join(', ') || 'none' };
  });
}

/** Waits until the replicas have replayed all of the primary, and compares what the members hold. */
export async function untilEqual(t: CaseContext, seconds = 60, table = 'numbers'): Promise<void> {
  const pods = [await primaryOf(t), ...await replicasOf(t)];
  const query = `SELECT count(*), sum(n), md5(string_agg(n::text, ',' ORDER BY n)) FROM ${table}`;
  await waitFor(`equal tables in ${pods.join(', ')}`, { seconds, everySeconds: 0.5 }, async () => {
    const tables = await Promise.all(pods.map(pod => trySql(t, pod, query, 'app')));
    const equal = tables.every(rows => rows && rows === tables[0]);
    return equal ? { found: true } : { seen: tables.map(rows => rows ?? 'no answer').join(' | ') };
  });
}

/** Members that accept writes, by their own word. */
export async function writableMembers(t: CaseContext, pods: string[]): Promise<string[]> {
  const answers = await Promise.all(pods.map(pod => trySql(t, pod, 'SELECT pg_is_in_recovery()')));
  return pods.filter((_, i) => answers[i] === 'f');
}

/**
 * Moves the primary by the command of the manual, to `pod` or to any replica. A reader repeats the command while Patroni refuses it, as for
 * a replica that is just back.
 */
export async function switchTo(t: CaseContext, pod?: string, count = 3): Promise<void> {
  const former = await primaryOf(t);
  const command = ['patronictl', '-c', '/etc/patroni/patroni.yml', 'switchover', '--force', ...pod ? ['--candidate', pod] : []];
  await waitFor(`${pod ?? 'another pod'} to be the primary`, { seconds: 60, everySeconds: 1 }, async () => {
    const primary = await primaryOf(t).catch(() => undefined);
    if (primary === undefined) { return { seen: 'no primary' }; }
    if (pod === undefined ? primary !== former : primary === pod) { return { found: true }; }
    const answer = await t.exec(primary, 'postgresql', command);
    const refusal = answer.split('\n').find(line => line.includes('failed'));
    if (refusal) { progress(`switchover from ${primary}: ${refusal}`); }
    return { seen: `${primary}; ${answer}` };
  });
  await untilWhole(t, count);
}
