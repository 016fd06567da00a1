import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

const env = { LOG_DIR: '/tmp/logs', KAFKA_HEAP_OPTS: '-Xmx64m', KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC' };

/** Runs a script to its end in a pod that has a claim at /volume, as a user, and gives what it printed. */
export async function onVolume(t: CaseContext, claim: string, name: string, script: string, user = 1001): Promise<string> {
  await t.apply([claimOf(claim)]);
  return runScript(t, { name, image: 'apache/kafka:4.3.1', script, user, claims: { '/volume': claim }, env });
}
