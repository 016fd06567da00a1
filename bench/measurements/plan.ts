import { spawnSync } from 'child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { exampleNames, synth } from './examples';
import { measurePairs, median } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project, REPOSITORY } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const COMMAND = join(REPOSITORY, 'lib', 'command', 'main.js');
const PAIRS = 5;
const SETS = 500;
const MAX_SECONDS = 2;
const MAX_MEBIBYTES = 300;

interface Run { readonly cpuMillis: number; readonly peakMebibytes: number }

/** The command `plan` against `cdk8s synth` of the same manifests, and for many sets that all have changed. */
export function measurePlan(project: Project): Row[] {
  return [...exampleNames().map(name => measureExample(project, name)), ...measureSets(project)];
}

function measureExample(project: Project, name: string): Row {
  const golden = join(REPOSITORY, 'examples', name, 'golden');
  const before = project.path('before', name);
  copyWithOtherImages(golden, before);
  const example = join(REPOSITORY, 'examples', name);
  const pairs = measurePairs(PAIRS, () => plan(project, before, golden).cpuMillis, () => synth(project, example));
  return pairRow(`plan of examples/${name}, against cdk8s synth`, pairs, 0.4);
}

function measureSets(project: Project): Row[] {
  const [before, after] = ['sets-before', 'sets-after'].map(directory => project.path(directory));
  runProgram(project, 'cold', ['library', SETS, 1, after]);
  copyWithOtherImages(after, before);
  const runs = Array.from({ length: PAIRS }, () => plan(project, before, after));
  const rowOf = (what: string, values: number[], target: number, unit: string) => ({
    what,
    ratios: values.map(value => value / target),
    target: 1,
    absolute: `${median(values).toFixed(unit === 's' ? 2 : 0)} ${unit} `
      + `: ${target} ${unit}`,
  });
  return [
    rowOf(`plan of ${SETS} sets that all roll, against the limit`, runs.map(run => run.cpuMillis / 1000), MAX_SECONDS, 's'),
    rowOf('its peak memory, against the limit', runs.map(run => run.peakMebibytes), MAX_MEBIBYTES, 'MiB'),
  ];
}

/** A copy in which all containers have another image, so that all pods roll. */
function copyWithOtherImages(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const file of readdirSync(to)) {
    const path = join(to, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^( +(?:- )?image: .*?)"?$/gm, '$1-before'));
  }
}

function plan(project: Project, before: string, after: string): Run {
  const file = project.path('peak.json');
  const { status, stderr } = spawnSync(process.execPath, [
    '--require', project.path('peak.js'), COMMAND, 'plan', '--from', before, after, '--format', 'json',
  ], { env: { ...process.env, PEAK_FILE: file }, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 });
  // the pods of a Job cannot change, which is 3
  if (status !== 2 && status !== 3) { throw new Error(`the pods must roll, got ${status}: ${stderr}`); }
  return JSON.parse(readFileSync(file, 'utf8'));
}
