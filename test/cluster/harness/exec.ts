import { PassThrough } from 'node:stream';
import { Exec, type V1Status } from '@kubernetes/client-node';
import type { Cluster } from './cluster';

export interface ExecTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a container; a command that fails is an answer (`code`), only a broken connection throws. */
export async function exec(cluster: Cluster, target: ExecTarget, command: string[], seconds = 60): Promise<ExecResult> {
  const stdout = collect();
  const stderr = collect();
  const where = `${target.namespace}/${target.pod}`;
  const status = await new Promise<V1Status>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${command[0]} in ${where} ran for more than ${seconds} s`)), seconds * 1000);
    const settle = (act: () => void) => () => {
      clearTimeout(timer);
      act();
    };
    new Exec(cluster.config)
      .exec(target.namespace, target.pod, target.container, command, stdout.stream, stderr.stream, null, false,
        answer => settle(() => resolve(answer))())
      .then(socket => {
        // The status may still sit in the socket's queue when it closes.
        socket.on('close', () => setImmediate(settle(() => reject(new Error(`the connection to ${where} closed `
          + `before ${command[0]} ended`)))));
      }, (error: unknown) => settle(() => reject(new Error(`cannot run ${command[0]} in ${where}: ${messageOf(error)}`)))());
  });
  return { code: exitCode(status), stdout: stdout.text(), stderr: stderr.text() };
}

/** The standard output of a command that must succeed. */
export async function execOutput(cluster: Cluster, target: ExecTarget, command: string[], seconds?: number): Promise<string> {
  const { code, stdout, stderr } = await exec(cluster, target, command, seconds);
  if (code !== 0) { throw new Error(`${command.join(' ')} in ${target.namespace}/${target.pod} exited with ${code}: ${stderr || stdout}`); }
  return stdout;
}

function collect(): { stream: PassThrough; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

function exitCode(status: V1Status): number {
  if (status.status === 'Success') { return 0; }
  const cause = status.details?.causes?.find(one => one.reason === 'ExitCode');
  if (!cause) { throw new Error(`the command did not run: ${status.message}`); }
  return Number(cause.message);
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
