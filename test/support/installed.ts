import { spawnSync } from 'child_process';

/** For Debian packages that a contributor may not have; CI installs them. */
export function testWith(command: string): jest.It {
  return process.env.CI || spawnSync(command, ['--version']).error === undefined ? test : test.skip;
}

export function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}
