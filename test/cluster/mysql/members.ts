import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { exec } from '../harness/exec';
import { podsOf } from '../harness/pods';
import { waitFor } from '../harness/wait';

const client = ['mysql', '--no-defaults', '--user=mysql', '--socket=/var/run/mysqld/mysqld.sock', '-NB'];

/** What a member answers to SQL, by the account that needs no password. */
export async function sql(t: CaseContext, pod: string, statements: string): Promise<string> {
  return (await t.exec(pod, 'mysql', [...client, '-e', statements])).trim();
}

/** As `sql`; undefined when it fails, for instance because the member is not there. */
export async function trySql(t: CaseContext, pod: string, statements: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await exec(t.cluster, { namespace: t.namespace, pod, container: 'mysql' }, [...client, '-e', statements], 20);
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Where a replica gets its transactions from, and how: `mysql-0.mysql ON ON`. */
const channel = `SELECT host, connection_status.service_state, applier_status.service_state
  FROM performance_schema.replication_connection_configuration AS configuration
  JOIN performance_schema.replication_connection_status AS connection_status USING (channel_name)
  JOIN performance_schema.replication_applier_status AS applier_status USING (channel_name)`;

export async function untilFollows(t: CaseContext, pod: string, primary: string, seconds = 60): Promise<void> {
  await waitFor(`${pod} to follow ${primary}`, { seconds, everySeconds: 0.2 }, async () => {
    const seen = (await trySql(t, pod, channel))?.replace(/\s+/g, ' ') ?? 'no answer';
    return seen === `${primary} ON ON` ? { found: true } : { seen };
  });
}

/** Waits until all members have the same history, and compares what they hold by checksum. */
export async function untilEqual(t: CaseContext, seconds = 60): Promise<void> {
  const pods = (await podsOf(t.cluster, t.namespace, 'mysql')).map(pod => pod.metadata?.name ?? '');
  await waitFor(`equal histories of ${pods.join(', ')}`, { seconds, everySeconds: 0.5 }, async () => {
    const histories = await Promise.all(pods.map(pod => trySql(t, pod, 'SELECT REPLACE(@@gtid_executed, \'\\n\', \'\')')));
    const equal = histories.every(history => history && history === histories[0]);
    return equal ? { found: true } : { seen: histories.map(history => history ?? 'no answer').join(' | ') };
  });
  const sums = await Promise.all(pods.map(pod => sql(t, pod, 'CHECKSUM TABLE app.numbers; SELECT COUNT(*), SUM(n) FROM app.numbers')));
  assert.equal(new Set(sums).size, 1, `members differ: ${pods.map((pod, i) => `${pod}: ${sums[i]}`).join('; ')}`);
}
