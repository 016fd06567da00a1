import { median } from '../harness/pairs';
import { runProgram } from '../harness/processes';
import { Project } from '../harness/project';
import { Row } from '../harness/report';

const FEW = 1000;
const MANY = 5000;
const PAIRS = 3;

interface Run { readonly cpuMillis: number; readonly peakMebibytes: number; readonly nodesPerApp: number }

/** Whether an application costs more where there are many of them, and what they take in memory. Each run has a process of its own. */
export function measureGrowth(project: Project): Row[] {
  const run = (means: string, apps: number) => runProgram<Run>(project, 'cold', [means, apps, 1, project.path('growth')]);
  const pairs = Array.from({ length: PAIRS }, () => ({ few: run('library', FEW), many: run('library', MANY) }));
  const typed = { few: run('typed', FEW), many: run('typed', MANY) };
  const millisPerApp = (side: 'few' | 'many', apps: number) => (median(pairs.map(pair => pair[side].cpuMillis)) / apps).toFixed(2);
  const memory = (side: 'few' | 'many') => median(pairs.map(pair => pair[side].peakMebibytes));
  return [
    {
      what: `cost of one of ${MANY} applications, against one of ${FEW}`,
      ratios: pairs.map(({ few, many }) => (many.cpuMillis / MANY) / (few.cpuMillis / FEW)),
      target: 1.1,
      absolute: `${millisPerApp('many', MANY)} ms : ${millisPerApp('few', FEW)} ms`,
    },
    ...(['few', 'many'] as const).map(side => ({
      what: `peak memory at ${side === 'few' ? FEW : MANY} applications, against typed objects`,
      ratios: pairs.map(pair => pair[side].peakMebibytes / typed[side].peakMebibytes),
      absolute: `${memory(side).toFixed(0)} MiB : ${typed[side].peakMebibytes.toFixed(0)} MiB`,
    })),
    {
      what: 'construct nodes of an application, against typed objects',
      ratios: [pairs[0].few.nodesPerApp / typed.few.nodesPerApp],
      absolute: `${pairs[0].few.nodesPerApp} : ${typed.few.nodesPerApp}`,
    },
  ];
}
