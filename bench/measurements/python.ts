import { execFileSync } from 'child_process';
import { existsSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { measurePairs } from '../harness/pairs';
import { cpuMillisOfTree } from '../harness/processes';
import { Project, REPOSITORY } from '../harness/project';
import { pairRow, Row } from '../harness/report';

const WHEELS = join(REPOSITORY, 'dist', 'python');
const PAIRS = 21;

/**
 * Import of the wheel in a process of its own, with Node.js, against cdk8s_plus_28, which it imports. pip has compiled the code of both. At
 * the first import, the kernel of jsii unpacks all packages into its cache.
 */
export function measurePython(project: Project): Row[] {
  const python = install(project);
  const home = project.path('home');
  const env = { PATH: process.env.PATH, HOME: home };
  const imported = (name: string) => cpuMillisOfTree(`${python} -c 'import ${name}'`, project.directory, env);
  const first = (name: string) => () => {
    rmSync(home, { recursive: true, force: true });
    return imported(name);
  };
  const later = (name: string) => () => imported(name);
  const rowOf = (what: string, side: typeof first) => pairRow(
    `${what} import of the package for Python, against cdk8s_plus_28`,
    measurePairs(PAIRS, side('cdk8s_stateful_app'), side('cdk8s_plus_28')),
    1.15,
  );
  return [rowOf('first', first), rowOf('later', later)];
}

function install(project: Project): string {
  const wheel = existsSync(WHEELS) ? readdirSync(WHEELS).find(file => file.endsWith('.whl')) : undefined;
  if (!wheel) { throw new Error('the package for Python is not built yet: npx projen package:python'); }
  const environment = project.path('environment');
  execFileSync('python3', ['-m', 'venv', environment]);
  execFileSync(join(environment, 'bin', 'pip'), ['install', '--quiet', join(WHEELS, wheel)], { stdio: 'inherit' });
  return join(environment, 'bin', 'python');
}
