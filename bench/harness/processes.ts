import { execFileSync } from 'child_process';
import { Project } from './project';

const MEBIBYTES = 1024 * 1024;

/** Runs one of `bench/programs` by plain node and gives back what it printed. */
export function runProgram<T>(project: Project, program: string, args: (string | number)[], nodeArgs: string[] = []): T {
  const printed = execFileSync(process.execPath, [...nodeArgs, project.path(`${program}.js`), ...args.map(String)], {
    cwd: project.directory, encoding: 'utf8', maxBuffer: 64 * MEBIBYTES,
  });
  return JSON.parse(printed);
}

/** CPU milliseconds of a shell command and of all processes that it starts. */
export function cpuMillisOfTree(command: string, cwd: string, env: NodeJS.ProcessEnv): number {
  // the second line of `times` is about the children of the shell
  const printed = execFileSync('sh', ['-c', `${command} >&2 || exit 1; times`], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [, children] = printed.trim().split('\n');
  return children.split(' ').reduce((sum, part) => sum + millis(part), 0);
}

/** `0m1.230000s` */
function millis(text: string): number {
  const [, minutes, seconds] = /^(\d+)m([\d.,]+)s$/.exec(text)!;
  return (Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000;
}
