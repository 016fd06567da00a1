import { spawnSync } from 'child_process';

/** What a command left behind. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  /** What it printed, errors and warnings included. */
  readonly output: string;
}

/** Runs a command as a user would who has never heard of the test that runs it. */
export function run(directory: string, command: string, args: string[], variables: Record<string, string> = {}): Outcome {
  const { NODE_ENV, JEST_WORKER_ID, NO_COLOR, ...inherited } = process.env;
  const env = { ...inherited, FORCE_COLOR: '0', CDK8S_CHECK_UPGRADE: 'false', ...variables };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: directory,
    env,
    encoding: 'utf8',
    // ends a command that hangs, on however busy a machine
    timeout: 1_200_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) { throw error; }
  return { status, stdout, output: `${stdout}${stderr}` };
}

/** Runs a command that has to succeed, and returns what it printed, without warnings. */
export function succeed(directory: string, command: string, args: string[], variables: Record<string, string> = {}): string {
  const { status, stdout, output } = run(directory, command, args, variables);
  if (status !== 0) { throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`); }
  return stdout;
}
