import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join, resolve } from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

export const REPOSITORY = resolve(__dirname, '..', '..');

const PROGRAMS = join(REPOSITORY, 'bench', 'programs');

/** What a project of a user would have installed; the library is there as it was compiled last. */
const INSTALLED = ['cdk8s', 'cdk8s-cli', 'cdk8s-plus-28', 'constructs', 'ts-node', 'typescript', '@types/jest', '@types/node'];

/** A project outside the repository, in which the library is a dependency like any other. */
export class Project {
  public readonly directory: string;

  constructor() {
    if (!existsSync(join(REPOSITORY, 'lib', 'index.js'))) { throw new Error('the library is not compiled yet: npx projen compile'); }
    this.directory = mkdtempSync(join(tmpdir(), 'stateful-app-bench-'));
    for (const name of INSTALLED) { this.install(name, join(REPOSITORY, 'node_modules', name)); }
    this.install('cdk8s-stateful-app', REPOSITORY);
    this.install('.bin', join(REPOSITORY, 'node_modules', '.bin'));
    for (const file of readdirSync(PROGRAMS)) { this.compile(file); }
  }

  public path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  public write(path: string, text: string): void {
    mkdirSync(join(this.directory, path, '..'), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private install(name: string, target: string): void {
    const link = this.path('node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(target, link);
  }

  /** Measured programs are plain JavaScript, so that no loader has a share in their time. */
  private compile(file: string): void {
    const source = readFileSync(join(PROGRAMS, file), 'utf8');
    const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
    this.write(`${basename(file, '.ts')}.js`, outputText);
  }
}
