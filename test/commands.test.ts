import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { run } from './support/installed';
import { filesBelow, ROOT } from './support/snippets';

const PAGES = [
  'README.md', 'CONTRIBUTING.md',
  ...filesBelow(join(ROOT, 'docs'), '.md').filter(file => !file.includes('docs/api/')).map(file => relative(ROOT, file)),
  ...['test', 'bench'].flatMap(folder => filesBelow(join(ROOT, folder), 'README.md')).map(file => relative(ROOT, file)),
];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { tasks } = JSON.parse(read('.projen/tasks.json'));
const { scripts, bin } = JSON.parse(read('package.json'));

/** A command that a page prints: in a line of its own, without the comment behind it, or between backquotes. */
interface Printed {
  readonly page: string;
  readonly command: string;
}

const printed: Printed[] = PAGES.flatMap(page => {
  const lines = [...read(page).matchAll(/^ *((?:npm|npx) .*?)(?: {2,}#.*)?$/gm), ...read(page).matchAll(/`((?:npm|npx) [^`]+)`/g)];
  return lines.flatMap(([, line]) => line.split(' && ')).map(command => ({ page, command: command.trim() }));
});

/** The task that a command runs, and its arguments as the shell gets them. */
function taskOf(command: string): { task: string; args: string } | undefined {
  const [, task, args = ''] = /^(?:npm run|npx projen) ([\w:-]+)(?: (?:-- )?(.+))?$/.exec(command) ?? [];
  return task === undefined ? undefined : { task, args };
}

/** A project with the same tasks, whose programs print their arguments. */
function printingProject(directory: string): string {
  const print = join(directory, 'print.js');
  const steps = (task: any) => (task.steps ?? []).filter(({ exec, execArgs }: any) => exec ?? execArgs)
    .map(({ execArgs, receiveArgs }: any) => ({
      receiveArgs, ...execArgs ? { execArgs: ['node', print, ...execArgs.slice(1)] } : { exec: `node ${print}` },
    }));
  mkdirSync(join(directory, '.projen'));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  writeFileSync(print, 'console.log(JSON.stringify(process.argv.slice(2)))');
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'printing', scripts }));
  writeFileSync(
    join(directory, '.projen', 'tasks.json'), JSON.stringify({
      tasks: Object.fromEntries(Object.entries<any>(tasks)
        .map(([name, task]) => [name, { name, steps: steps(task) }])),
    }),
  );
  return print;
}

test('the pages for contributors print commands', () => {
  expect(printed.map(({ command }) => command)).toEqual(expect.arrayContaining([
    "npm run cluster-test -- --case 'full volume'", 'npx projen bench --slack 1.3',
  ]));
});

test.each(printed)('the program of a command of $page is there: $command', ({ command }) => {
  const task = taskOf(command)?.task;
  const [runner, program] = command.split(' ');
  const isInstalled = program in bin || existsSync(join(ROOT, 'node_modules', '.bin', program));
  const known = task !== undefined ? task in tasks : runner === 'npm' || isInstalled;
  expect(known).toBe(true);
});

test.each(printed.filter(({ command }) => taskOf(command)?.args))('the arguments reach the program as '
  + '$page prints them: $command', ({ command }) => {
  const directory = mkdtempSync(join(tmpdir(), 'commands-'));
  try {
    const print = printingProject(directory);
    const expected = JSON.parse(run('sh', ['-c', `node '${print}' ${taskOf(command)?.args}`]).output);
    const { output } = run('sh', ['-c', `cd '${directory}' && ${command}`]);
    const received = output.split('\n').filter(line => line.startsWith('["')).map(line => JSON.parse(line)).pop() ?? output;
    expect(received.slice(-expected.length)).toEqual(expected);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('no page ends a statement for mysql with \\G, which its client rejects since 9.7 when it reads no terminal', () => {
  expect(PAGES.filter(page => read(page).includes('\\G'))).toEqual([]);
});
