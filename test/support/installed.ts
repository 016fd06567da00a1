import { spawnSync } from 'child_process';

/** Programs that a contributor may not have, and where they come from; CI installs them. */
const PROGRAMS = {
  promtool: 'apt-get install prometheus',
  shellcheck: 'apt-get install shellcheck',
  shfmt: 'apt-get install shfmt',
};

type Program = keyof typeof PROGRAMS;

/** A line for each missing program. */
export function missingPrograms(): string[] {
  const missing = (Object.keys(PROGRAMS) as Program[]).filter(isMissing);
  return missing.map(name => `The tests that need ${name} were skipped. To install it: ${PROGRAMS[name]}`);
}

/** A test that needs a program. Where it is missing, the test is skipped, except in CI. */
export function testWith(program: Program): jest.It {
  return process.env.CI || !isMissing(program) ? test : test.skip;
}

function isMissing(program: Program): boolean {
  return spawnSync(program, ['--version']).error !== undefined;
}

export function run(command: string, args: string[]): { status: number | null; output: string } {
  // the limit ends a program that hangs, on however busy a machine
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 1_800_000 });
  return { status, output: `${stdout}${stderr}` };
}

/** For programs that CI does not have. If one is missing, its tests are skipped, and one line names it and how to get it. */
export function testIfInstalled(command: string, versionArgument: string, howToInstall: string): jest.It {
  if (spawnSync(command, [versionArgument]).error === undefined) { return test; }
  process.stderr.write(`skipped: ${command} is not installed (${howToInstall})\n`);
  return test.skip;
}
