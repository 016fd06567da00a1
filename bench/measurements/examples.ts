import { cpSync, existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { measurePairs } from '../harness/pairs';
import { cpuMillisOfTree } from '../harness/processes';
import { Project, REPOSITORY } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const EXAMPLES = join(REPOSITORY, 'examples');
const INIT_TEMPLATE = join(REPOSITORY, 'node_modules', 'cdk8s-cli', 'templates', 'typescript-app');
const PAIRS = 3;

/** Each example by `cdk8s synth`, as its `cdk8s.yaml` says, against the same program in what `cdk8s init typescript-app` sets up. */
export function measureExamples(project: Project): Row[] {
  return exampleNames().map(name => {
    copyIntoInitProject(project, name);
    const pairs = measurePairs(PAIRS, () => synth(project, join(EXAMPLES, name)), () => synth(project, project.path(name)));
    return pairRow(`cdk8s synth of examples/${name}, against ts-node with type checks`, pairs, 0.5);
  });
}

export function exampleNames(): string[] {
  return existsSync(EXAMPLES) ? readdirSync(EXAMPLES).filter(name => existsSync(join(EXAMPLES, name, 'cdk8s.yaml'))) : [];
}

function copyIntoInitProject(project: Project, name: string): void {
  for (const folder of ['support', name]) { cpSync(join(EXAMPLES, folder), project.path(folder), { recursive: true }); }
  for (const file of ['cdk8s.yaml', 'tsconfig.json']) { project.write(join(name, file), readFileSync(join(INIT_TEMPLATE, file), 'utf8')); }
}

export function synth(project: Project, directory: string): number {
  return cpuMillisOfTree(`cdk8s synth --output "${project.path('examples')}"`, directory, {
    ...process.env,
    PATH: `${project.path('node_modules', '.bin')}:${process.env.PATH}`,
    // neither side shall wait for a registry
    CDK8S_CHECK_UPGRADE: 'false',
  });
}
