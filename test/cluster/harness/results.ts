import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from './table';

/** What a case leaves for the end of the run. Suites are processes of their own, so this travels by a file. */
export interface CaseResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** Why it failed or was skipped. */
  readonly reason?: string;
  readonly tables: Table[];
}

/** The folder of this run: results, and a report of each failed case. */
export function runFolder(): string {
  const folder = process.env.CLUSTER_TEST_FOLDER;
  if (!folder) { throw new Error('CLUSTER_TEST_FOLDER is not set: start suites through test/cluster/run.ts'); }
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function addResult(result: CaseResult): void {
  appendFileSync(join(runFolder(), 'results.jsonl'), `${JSON.stringify(result)}\n`);
}

export function readResults(folder: string): CaseResult[] {
  const file = join(folder, 'results.jsonl');
  if (!existsSync(file)) { return []; }
  return readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as CaseResult);
}
