import { measurePairs } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const PAIRS = 21;

/**
 * Loading in a process of its own, start of node included. Modules are loaded when an export is read, so that each row names the export.
 */
export function measureLoading(project: Project): Row[] {
  const load = (...args: string[]) => () => runProgram<number>(project, 'load', args);
  const make = (what: string) => () => runProgram<number>(project, 'make', [what]);
  const ours = load('cdk8s-stateful-app', 'StatefulApp');
  const preset = load('cdk8s-stateful-app', 'MySql');
  return [
    pairRow('loading StatefulApp, against require(\'cdk8s-plus-28\')', measurePairs(PAIRS, ours, load('cdk8s-plus-28')), 1.03),
    pairRow('loading MySql, against require(\'cdk8s-plus-28\')', measurePairs(PAIRS, preset, load('cdk8s-plus-28')), 1.06),
    pairRow('a chart with a preset, against an empty one', measurePairs(PAIRS, make('preset'), make('nothing')), 1.06),
    pairRow('loading StatefulApp, against require(\'cdk8s\')', measurePairs(9, ours, load('cdk8s'))),
  ];
}
