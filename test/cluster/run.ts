import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Cluster } from './harness/cluster';
import { hasCases, isLevel, levels, type Level } from './harness/levels';
import { progress } from './harness/progress';
import { readResults } from './harness/results';
import { agentNamespace } from './harness/run-id';
import { summaryLine } from './harness/summary';
import { mergeTables, renderTable } from './harness/table';
import { removeNamespace } from './harness/test-namespace';

interface Options {
  readonly level: Level;
  readonly suites: string[];
  readonly case: string;
}

async function main(): Promise<void> {
  const options = readOptions();
  const cluster = Cluster.fromEnvironment();
  const version = await cluster.version();
  progress(`Kubernetes ${version}`);
  const id = Date.now().toString(36);
  const folder = join(__dirname, 'logs', new Date().toISOString().slice(0, 19).replace(/:/g, '-'));
  mkdirSync(folder, { recursive: true });
  process.env.CLUSTER_TEST_RUN = id;
  process.env.CLUSTER_TEST_FOLDER = folder;
  process.env.CLUSTER_TEST_LEVEL = options.level;
  process.env.CLUSTER_TEST_CASE = options.case;

  const failedSuites: string[] = [];
  for (const suite of options.suites.filter(name => hasCases(readFileSync(pathOf(name), 'utf8'), options.level))) {
    progress(`suite ${suite}, level ${options.level}`);
    if (await runSuite(suite, folder) !== 0) { failedSuites.push(suite); }
  }
  await removeNamespace(cluster, agentNamespace());

  const results = readResults(folder);
  for (const table of mergeTables(results.flatMap(result => result.tables))) { console.log(`\n${renderTable(table)}`); }
  console.log('');
  for (const { name, outcome, reason } of results.filter(result => result.reason)) { console.log(`${outcome}: ${name}: ${reason}`); }
  // A suite that broke before or after its cases left no failed case behind.
  const brokenSuites = results.some(result => result.outcome === 'failed') ? [] : failedSuites;
  for (const suite of brokenSuites) { console.log(`failed: suite ${suite} broke outside of its cases, see ${folder}/${suite}.txt`); }
  console.log(`Kubernetes ${version}, level ${options.level}`);
  const summary = summaryLine(results, brokenSuites.length);
  console.log(summary.text);
  process.exitCode = summary.ok ? 0 : 1;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      level: { type: 'string', default: 'quick' },
      suite: { type: 'string', multiple: true, default: [] },
      case: { type: 'string', default: '' },
    },
  });
  if (!isLevel(values.level)) { throw new Error(`--level must be one of ${levels.join(', ')}, got ${values.level}`); }
  const all = readdirSync(join(__dirname, 'suites')).filter(file => file.endsWith('.test.ts')).map(file => basename(file, '.test.ts'))
    .sort();
  const suites = values.suite ?? [];
  const unknown = suites.filter(suite => !all.includes(suite));
  if (unknown.length) { throw new Error(`--suite must be one of ${all.join(', ')}, got ${unknown.join(', ')}`); }
  return { level: values.level, suites: suites.length ? suites : all, case: values.case };
}

function pathOf(suite: string): string {
  return join(__dirname, 'suites', `${suite}.test.ts`);
}

/** A process for each suite: what one leaves behind cannot disturb the next. Cases tell their progress themselves. */
function runSuite(suite: string, folder: string): Promise<number> {
  const reporter = ['--test-reporter', 'spec', '--test-reporter-destination', join(folder, `${suite}.txt`)];
  const args = ['--import', 'tsx', ...reporter, pathOf(suite)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
