import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Outcome, run, succeed } from './command';
import { packInto, ROOT } from './packed';

/** Development tools of the project. Linked from this repository, because installing them takes a minute and tests nothing of ours. */
const TOOLS = ['ts-jest', 'tsx', '@types/jest', '@types/node'];
const COMMANDS = ['cdk8s', 'esbuild', 'jest', 'tsc', 'tsx'];

/**
 * Somebody's project that uses the package: a copy of the folder `project`, outside of this repository so that nothing of it is found by
 * accident.
 */
export class Consumer {
  /** The project with the packed package and the newest versions that its peers allow, truly installed. */
  public static install(): Consumer {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'consumer-')));
    packInto(directory);
    const consumer = new Consumer(directory);
    cpSync(join(__dirname, 'project'), consumer.project, { recursive: true });
    succeed(consumer.project, 'npm', ['install', '--prefer-online', '--no-audit', '--no-fund']);
    consumer.linkTools();
    return consumer;
  }

  public readonly project: string;

  private constructor(private readonly directory: string) {
    this.project = join(directory, 'project');
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  /** Runs a script of the project's package.json. */
  public script(name: string, ...args: string[]): Outcome {
    return run(this.project, 'npm', ['run', name, '--', ...args]);
  }

  /** Runs a script that has to succeed. */
  public succeed(name: string, ...args: string[]): string {
    return succeed(this.project, 'npm', ['run', name, '--', ...args]);
  }

  /** Runs Node in the project, and returns what it printed. */
  public node(args: string[], variables: Record<string, string> = {}): string {
    return succeed(this.project, process.execPath, args, variables);
  }

  public write(file: string, text: string): void {
    writeFileSync(join(this.project, file), text);
  }

  public edit(file: string, from: string, to: string): void {
    const path = join(this.project, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) { throw new Error(`${file} must have the text that is to be edited, got none of ${from}`); }
    writeFileSync(path, text.replace(from, to));
  }

  /** The YAML files of a directory, by name. */
  public texts(directory: string): Record<string, string> {
    const path = join(this.project, directory);
    return Object.fromEntries(readdirSync(path).sort().map(file => [file, readFileSync(join(path, file), 'utf8')]));
  }

  /** The manifests that were synthesized for a chart. */
  public manifests(chart: string): any[] {
    return parseAllDocuments(this.texts('dist')[`${chart}.k8s.yaml`]).map(document => document.toJS());
  }

  private linkTools(): void {
    const installed = join(this.project, 'node_modules');
    mkdirSync(join(installed, '@types'), { recursive: true });
    mkdirSync(join(installed, '.bin'), { recursive: true });
    for (const name of [...TOOLS, ...COMMANDS.map(command => join('.bin', command))]) {
      symlinkSync(join(ROOT, 'node_modules', name), join(installed, name));
    }
  }
}
