import { Pair } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const APPS = 100;
const ROUNDS = 41;

interface Round { readonly library: number; readonly typed: number }

const asPair = ({ library, typed }: Round): Pair => ({ ours: library, theirs: typed });

/** Applications of six objects in one chart, in a warm process. */
export function measureSynthesis(project: Project): Row[] {
  const parts = runProgram<{ synth: Round[]; withoutYaml: Round[] }>(project, 'warm-pairs', [APPS, 1, ROUNDS, project.path('out')]);
  return [
    pairRow(`build and synthesize ${APPS} applications, against typed objects`, parts.synth.map(asPair), 1.05),
    pairRow('the same without the YAML text', parts.withoutYaml.map(asPair)),
  ];
}
