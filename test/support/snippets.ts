import { readdirSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import * as ts from 'typescript';
import * as library from '../../src';

export const ROOT = join(__dirname, '..', '..');

/** A TypeScript example in a document or in a doc comment. */
export interface Snippet {
  /** File and line, for titles and messages. */
  readonly title: string;
  readonly code: string;
  /** The YAML that follows it and is said to be its output. */
  readonly yaml?: string;
}

export function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(file, 'utf8').replace(/^ *\* ?/gm, file.endsWith('.ts') ? '' : '$&');
  return [...text.matchAll(/```ts\n(.*?)```(?:\n\n[^\n#]*(?:\n[^\n#`]*)*\n\n```yaml\n(.*?)```)?/gs)].map(match => ({
    title: `${relative(ROOT, file)}:${text.slice(0, match.index).split('\n').length}`,
    code: match[1],
    yaml: match[2],
  }));
}

export function filesBelow(directory: string, ending: string): string[] {
  return readdirSync(directory)
    .filter(name => name !== 'node_modules')
    .map(name => join(directory, name))
    .flatMap(path => statSync(path).isDirectory() ? filesBelow(path, ending) : path.endsWith(ending) ? [path] : []);
}

/** What a snippet may assume: the imports that any reader would add, and that `this` is a chart. */
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');

function asModule(snippet: Snippet): string {
  return FIXTURE.replace('/// here', () => snippet.code);
}

/** The complaints of the compiler about all snippets, each with the snippet's title. One program: the typings are read once. */
export function typeErrors(snippets: Snippet[]): string[] {
  const pathOf = (i: number) => join(ROOT, 'test', `snippet-${i}.ts`);
  const texts = new Map(snippets.map((snippet, i) => [pathOf(i), asModule(snippet)]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    paths: { 'cdk8s-stateful-app': [join(ROOT, 'src')] },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = path => texts.get(path) ?? readFile.call(host, path);
  host.fileExists = path => texts.has(path) || fileExists.call(host, path);
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((path, i) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(diagnostic => `${snippets[i].title}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`));
}

/** Runs a snippet and synthesizes its chart. */
export function synthesize(snippet: Snippet): any[] {
  const { outputText } = ts.transpileModule(asModule(snippet), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const exported: { Snippet?: new (scope: cdk8s.App, id: string) => cdk8s.Chart } = {};
  new Function('exports', 'require', outputText)(exported, requireOurs);
  if (!exported.Snippet) { throw new Error(`${snippet.title} defines no chart`); }
  return new exported.Snippet(new cdk8s.App(), 'snippet').toJson();
}

/** Jest's own resolution does not reach code that is compiled here. */
function requireOurs(name: string): unknown {
  const modules: Record<string, unknown> = {
    'cdk8s': cdk8s,
    'cdk8s-plus-28': kplus,
    'constructs': constructs,
    'cdk8s-stateful-app': library,
  };
  if (!(name in modules)) { throw new Error(`a snippet imports ${name}, which a reader would not have`); }
  return modules[name];
}
