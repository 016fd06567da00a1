import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Ordinals, StatefulAppProps } from 'cdk8s-stateful-app';
import { roleScriptTexts } from '../../src/scripting/role-scripts';
import { render } from '../support/render';

/** As in a pod: the init container's command, then the main container's, on a directory instead of /run/stateful-app. */
const ROOT = '/run/stateful-app';
const CONF = '/etc/redis/role.conf';
const NASTY = 'it\'s "quoted", $HOME, `id`, $(id), back\\slash, *\nand two lines, ä';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'role-scripts-')); });
afterEach(() => rmSync(directory, { recursive: true }));

const props: Partial<StatefulAppProps> = {
  shell: '/bin/sh',
  command: ['printenv', 'MODE'],
  roles: {
    'master': { ordinals: Ordinals.only(0), files: { [CONF]: 'master\n' }, env: { MODE: 'master' } },
    'replica-env': { ordinals: Ordinals.range(1, 2), files: { [CONF]: 'replica\n' }, env: { MODE: NASTY, OTHER: '' } },
    'replica': { ordinals: Ordinals.startingAt(3), files: { [CONF]: 'late replica\n' }, env: { MODE: 'late' } },
  },
};

test.each([[0, 'master\n'], [1, 'replica\n'], [2, 'replica\n'], [3, 'late replica\n'], [10, 'late replica\n'], [4711, 'late replica\n']])(
  'pod %d finds the files of its role, as filesOf says', (ordinal, text) => {
    const { status, output } = startInit(props, `${ordinal}`);

    expect(output).toMatch(new RegExp(`^select-role: ordinal ${ordinal} is \\S+\n$`));
    expect(status).toBe(0);
    expect(readFileSync(join(directory, 'role', 'etc.redis.role.conf'), 'utf8')).toBe(text);
    expect(render(props).app.filesOf(ordinal)).toEqual({ [CONF]: text });
  });

test.each([[0, 'master'], [2, NASTY], [4711, 'late']])('the server of pod %d gets the environment of its role, as environmentOf says', (
  ordinal, mode,
) => {
  startInit(props, `${ordinal}`);

  expect(startMain(props).output).toBe(`${mode}\n`);
  expect(render(props).app.environmentOf(ordinal).MODE).toBe(mode);
});

test('a role without an environment leaves that of the container alone', () => {
  const bare = { ...props, roles: { ...props.roles, master: { ordinals: Ordinals.only(0), files: { [CONF]: '' } } } };
  startInit(bare, '0');

  expect(startMain(bare, { MODE: 'of the container' }).output).toBe('of the container\n');
});

test('the environment of the role comes before that of the container, and leaves the rest', () => {
  startInit(props, '0');

  expect(startMain(
    { ...props, command: ['sh', '-c', 'echo $MODE $OTHER'] }, { MODE: 'container', OTHER: 'kept' },
  ).output).toBe('master kept\n');
});

test('the arguments of the server arrive as they are', () => {
  startInit(props, '0');

  expect(startMain({ ...props, command: ['printf', '%s|', NASTY, '', '-n'] }).output).toBe(`${NASTY}||-n|`);
});

test('the server ends with its own exit code', () => {
  startInit(props, '0');

  expect(startMain({ ...props, command: ['sh', '-c', 'exit 42'] }).status).toBe(42);
});

test('a file of a role at /env and its environment do not meet', () => {
  const meeting = { ...props, roles: { all: { ordinals: Ordinals.all(), files: { '/env': 'text' }, env: { MODE: 'all' } } } };
  startInit(meeting, '0');

  expect(readFileSync(join(directory, 'role', 'env'), 'utf8')).toBe('text');
  expect(startMain(meeting).output).toBe('all\n');
});

test('a role sees nothing of another role whose name begins alike', () => {
  startInit(props, '3');

  expect(readdirSync(join(directory, 'role')).sort()).toEqual(['@env', 'etc.redis.role.conf']);
});

test.each(['', 'redis-0', '-1'])('fails with a message and nothing picked for the ordinal %j', ordinal => {
  const { status, output } = startInit(props, ordinal);

  expect(status).toBe(1);
  expect(output).toContain(`select-role: no role for ordinal '${ordinal}'`);
  expect(readdirSync(join(directory, 'role'))).toEqual([]);
});

test('fails where the pod does not know its ordinal at all', () => {
  expect(startInit(props, undefined).status).not.toBe(0);
});

test('the ConfigMap carries the scripts as they are in the package', () => {
  const scripts = join(__dirname, '../../src/scripting/scripts');

  expect(roleScriptTexts()).toEqual({
    select_role: readFileSync(join(scripts, 'select-role.sh'), 'utf8'),
    with_role_env: readFileSync(join(scripts, 'with-role-env.sh'), 'utf8'),
  });
  expect(render(props).one('ConfigMap', 'redis-roles').data).toMatchObject(roleScriptTexts());
});

function startInit(app: Partial<StatefulAppProps>, ordinal: string | undefined): Outcome {
  const rendered = render(app);
  mkdirSync(join(directory, 'roles'));
  mkdirSync(join(directory, 'role'));
  for (const [key, text] of Object.entries<string>(rendered.one('ConfigMap', 'redis-roles')
    .data)) { writeFileSync(join(directory, 'roles', key), text); }
  return start(rendered.container('role').command, ordinal === undefined ? {} : { POD_NAME: `redis-${ordinal}`, POD_INDEX: ordinal });
}

function startMain(app: Partial<StatefulAppProps>, env: Record<string, string> = {}): Outcome {
  return start(render(app).container().command, env);
}

interface Outcome { status: number | null; output: string }

function start(command: string[], env: Record<string, string>): Outcome {
  const [program, ...args] = command.map(word => word.replace(ROOT, directory));
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
  return { status, output: `${stdout}${stderr}` };
}
