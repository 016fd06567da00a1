import { measurePairs } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const PAIRS = 21;

/** 1.1 without presets; three of them may add as much again. */
const TARGET = 1.2;

/** `require` of a package in a process of its own, start of node included. */
export function measureLoading(project: Project): Row[] {
  const load = (name: string) => () => runProgram<number>(project, 'load', [name]);
  const row = (other: string, pairs: number, target?: number) =>
    pairRow(`require('cdk8s-stateful-app'), against require('${other}')`, measurePairs(pairs, load('cdk8s-stateful-app'), load(other)), target);
  return [row('cdk8s-plus-28', PAIRS, TARGET), row('cdk8s', 9)];
}
