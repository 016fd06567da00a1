import { measurePairs } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const CHARTS = 300;
const PAIRS = 9;

/**
 * One application a chart: cdk8s looks at the whole app again for each chart, so that nodes and validations count squared.
 * The application has two nodes that carry no object, itself and the workload of cdk8s-plus; they alone are about 0.1 of the ratio.
 */
export function measureCharts(project: Project): Row[] {
  const cpu = (means: string) => () =>
    runProgram<{ cpuMillis: number }>(project, 'cold', [means, CHARTS, CHARTS, project.path('charts')]).cpuMillis;
  return [pairRow(
    `${CHARTS} charts with an application each, against typed objects`, measurePairs(PAIRS, cpu('library'), cpu('typed')), 1.35,
  )];
}
