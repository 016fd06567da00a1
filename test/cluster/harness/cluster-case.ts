import { join } from 'node:path';
import { test } from 'node:test';
import { CaseContext } from './case-context';
import { Cluster } from './cluster';
import { includes, isLevel, type Level } from './levels';
import { NotPossibleHere } from './not-possible-here';
import { progress } from './progress';
import { writeReport } from './report';
import { addResult, runFolder } from './results';
import { createTestNamespace, removeNamespace } from './test-namespace';

export interface ClusterCaseOptions {
  /** The lowest level that runs the case. */
  readonly level: Level;
  /** Seconds after which the case is given up, whatever it waits for. @default 300 */
  readonly seconds?: number;
}

/** A test in a namespace of its own. The title is a sentence that would be true in the manual. */
export function clusterCase(title: string, options: ClusterCaseOptions, body: (t: CaseContext) => Promise<void>): void {
  if (!isSelected(title, options.level)) { return; }
  void test(title, async node => {
    progress(`▶ ${title}`);
    const started = Date.now();
    const cluster = Cluster.fromEnvironment();
    const t = new CaseContext(cluster, title, await createTestNamespace(cluster));
    const failure = await outcomeOf(t, body, options.seconds ?? 300);
    const skipped = failure instanceof NotPossibleHere;
    const seconds = (Date.now() - started) / 1000;
    const outcome = !failure ? 'passed' : skipped ? 'skipped' : 'failed';
    addResult({ name: title, outcome, seconds, reason: failure?.message, tables: t.tables() });
    progress(`${outcome}: ${title} (${seconds.toFixed(1)} s)${failure ? `\n${skipped ? failure.message : failure.stack}` : ''}`);
    if (failure && !skipped) {
      await keep(t);
      throw failure;
    }
    await removeNamespace(cluster, t.namespace);
    if (skipped) { node.skip(failure.message); }
  });
}

function isSelected(title: string, level: Level): boolean {
  const run = process.env.CLUSTER_TEST_LEVEL ?? 'quick';
  if (!isLevel(run)) { throw new Error(`CLUSTER_TEST_LEVEL: there is no level ${run}`); }
  return includes(run, level) && title.toLowerCase().includes((process.env.CLUSTER_TEST_CASE ?? '').toLowerCase());
}

async function outcomeOf(t: CaseContext, body: (t: CaseContext) => Promise<void>, seconds: number): Promise<Error | undefined> {
  const failures: Error[] = [];
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  };
  await attempt(() => within(seconds, body(t)));
  // Before the report: a frozen or covered pod would hold up the removal of its namespace, and other cases share its node.
  await attempt(() => t.end());
  return failures[0];
}

async function within(seconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the case took more than ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function keep(t: CaseContext): Promise<void> {
  const folder = join(runFolder(), t.title.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80));
  await writeReport(t.cluster, t.namespace, folder);
  progress(`kept namespace ${t.namespace}; report: ${folder}`);
}
