import { Project } from './harness/project';
import { formatTable, isMissed, Row } from './harness/report';
import { measureCharts } from './measurements/charts';
import { measureExamples } from './measurements/examples';
import { measureGrowth } from './measurements/growth';
import { measureLoading } from './measurements/loading';
import { measurePlan } from './measurements/plan';
import { measurePython } from './measurements/python';
import { measureSynthesis } from './measurements/synthesis';

/*
 * Usage: tsx bench/run.ts [--slack <factor>] [measurement ...]
 *
 * Fails when a ratio is above its target times the slack, which is 1 unless said otherwise.
 */

const MEASUREMENTS: Record<string, (project: Project) => Row[]> = {
  synthesis: measureSynthesis,
  charts: measureCharts,
  growth: measureGrowth,
  loading: measureLoading,
  examples: measureExamples,
  plan: measurePlan,
  python: measurePython,
};

/** It needs the built package, and the others only the compiled library. */
const ON_REQUEST = 'python';

function main(args: string[]): number {
  const { slack, names } = parse(args);
  const project = new Project();
  const rows: Row[] = [];
  try {
    for (const name of names) {
      process.stderr.write(`measuring ${name} ...\n`);
      rows.push(...MEASUREMENTS[name](project));
    }
    return rows.some(row => isMissed(row, slack)) ? 1 : 0;
  } finally {
    // also what was measured before a measurement failed
    if (rows.length > 0) { process.stdout.write(`${formatTable(rows)}\n`); }
    project.remove();
  }
}

function parse(args: string[]): { slack: number; names: string[] } {
  const at = args.indexOf('--slack');
  const slack = at < 0 ? 1 : Number(args[at + 1]);
  const names = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const unknown = names.filter(name => !(name in MEASUREMENTS));
  if (!(slack >= 1) || unknown.length > 0) {
    throw new Error(`usage: tsx bench/run.ts [--slack <factor of at least 1>] [${Object.keys(MEASUREMENTS).join('] [')}]`);
  }
  return { slack, names: names.length > 0 ? names : Object.keys(MEASUREMENTS).filter(name => name !== ON_REQUEST) };
}

process.exitCode = main(process.argv.slice(2));
