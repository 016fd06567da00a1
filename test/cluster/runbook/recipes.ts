import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { KubernetesObject } from '@kubernetes/client-node';
import { pageOf, runbook } from '../../../src/runbook/runbook';
import { factsOf, setNamed } from '../../../src/runbook/set-facts';
import { progress } from '../harness/progress';
import { pause } from '../harness/wait';

const DOCS = join(__dirname, '..', '..', '..', 'docs');

/** What a reader adds to a printed block. */
export interface Reading {
  /** Values that the recipe asks to choose, by the printed text. */
  readonly choose?: { readonly [printed: string]: string };
  /** Lines that the reader types, or parts of them, each when the program waits for it. */
  readonly input?: string | string[];
  /** Whether a command of the block may fail, according to the recipe. The reader then continues with the next command. */
  readonly mayFail?: boolean;
  /** The pod and container in whose shell the block runs, after the lines in `setup`. */
  readonly shell?: { readonly pod: string; readonly container: string; readonly setup: string };
  /** Seconds that the block may take. @default 300 */
  readonly seconds?: number;
}

/** The recipes of a printed runbook. A reader follows them block by block, and at the end no block may be left without a reason. */
export class Recipes {
  private readonly blocks: Record<string, string[]>;
  private readonly files: Record<string, string[]>;
  private readonly statements: Record<string, string[]>;
  private readonly unread: Record<string, Set<number>>;
  private readonly directory = mkdtempSync(join(tmpdir(), 'runbook-'));
  /** Variables and functions so far, by name. A reader uses one shell for all recipes. */
  private readonly definitions = new Map<string, string>();

  constructor(set: string, manifests: KubernetesObject[], private readonly namespace: string) {
    const facts = factsOf(setNamed(set, manifests)!, manifests, namespace);
    const text = runbook(readFileSync(join(DOCS, pageOf(facts)), 'utf8'), facts);
    const sections = text.split(/^## /m).slice(1).map(section => [section.split('\n')[0], section]);
    this.blocks = Object.fromEntries(sections.map(([title, section]) => [title, blocksOf(section, 'sh')]));
    this.files = Object.fromEntries(sections.map(([title, section]) => [title, blocksOf(section, 'yaml')]));
    this.statements = Object.fromEntries(sections.map(([title, section]) => [title, blocksOf(section, 'sql')]));
    this.unread = Object.fromEntries(Object.entries(this.blocks).map(([title, blocks]) => [title, new Set(blocks.keys())]));
  }

  /** Runs the printed blocks of a recipe with these indices in one shell, one after the other, and returns what they print. */
  public async follow(title: string, indices: number[], reading: Reading = {}): Promise<string> {
    let printed = '';
    for (const index of indices) {
      const block = this.blocks[title]?.[index];
      if (block === undefined) { throw new Error(`the runbook has no block ${index} of "${title}"`); }
      printed += await this.runBlock(`${title} [${index}]`, block, reading);
      this.unread[title].delete(index);
    }
    return printed;
  }

  /** Leaves blocks out that cannot run here, by default all that are left of the recipe. */
  public leave(title: string, reason: string, indices: number[] = [...this.unread[title]]): void {
    progress(`not run: ${title} [${indices.join(', ')}]: ${reason}`);
    for (const index of indices) { this.unread[title].delete(index); }
  }

  /** Saves the printed YAML of a recipe, with the values that the reader chooses. */
  public save(title: string, name: string, choose: Reading['choose'] = {}): void {
    this.write(name, chosen(this.files[title][0], choose));
  }

  /** The printed SQL of a recipe, which a reader types, with the values that the reader chooses. */
  public sql(title: string, choose: Reading['choose'] = {}): string {
    return chosen(this.statements[title][0], choose);
  }

  /** A file of the directory in which the reader works. */
  public write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  private read(name: string): string {
    const file = join(this.directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  }

  /** Fails if a block was neither run nor left out for a reason, as one that is new on the page. */
  public assertAllRead(): void {
    const left = Object.entries(this.unread).filter(([, indices]) => indices.size > 0).map(([title, indices]) => [title, [...indices]]);
    assert.deepEqual(left, []);
  }

  public end(): void {
    rmSync(this.directory, { recursive: true });
  }

  private async runBlock(title: string, printed: string, reading: Reading): Promise<string> {
    const { choose = {}, input = [], mayFail = false, shell, seconds = 300 } = reading;
    const stop = mayFail ? '' : 'set -e';
    const block = chosen(printed, choose);
    const definitions = [...this.definitions.values()].join('\n');
    // a value that a command prints is kept, and the command does not run again
    const computed = [...block.matchAll(/^(\w+)=.*\$\(/gm)].map(([, name]) => name);
    const keep = computed.map(name => `declare -p ${name} >${name}.value`).join('\n');
    const { code, output } = shell
      ? await bash(this.directory, `kubectl -n ${this.namespace} exec -i ${shell.pod} -c ${shell.container} -- bash -s`,
        [`${stop}\n${shell.setup}\n${definitions}\n${block}`], seconds)
      : await bash(this.directory, `${stop}\n${definitions}\n${block}\n${keep}`, [input].flat(), seconds);
    for (const line of block.split('\n')) {
      const [, name] = /^(\w+)(?:=|\(\) \{)/.exec(line) ?? [];
      if (name) { this.definitions.set(name, computed.includes(name) ? this.read(`${name}.value`) : line); }
    }
    if (code !== 0 && !mayFail) { throw new Error(`${title} ended with ${code}: ${block}\n${output}`); }
    progress(`ran: ${title}`);
    return output;
  }
}

function chosen(printed: string, choose: Reading['choose'] = {}): string {
  return Object.entries(choose).reduce((text, [from, to]) => text.replaceAll(from, to), printed);
}

function blocksOf(section: string, language: string): string[] {
  return [...section.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms'))]
    .map(([, indent, code]) => code.replace(new RegExp(`^${indent}`, 'gm'), ''));
}

async function bash(directory: string, script: string, input: string[], seconds: number): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('timeout', [`${seconds}`, 'bash', '-c', script], { cwd: directory });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) { stream.on('data', (chunk: Buffer) => { output += chunk.toString(); }); }
    // a command that reads nothing ends before it is written to
    child.stdin.on('error', () => {});
    void type(child.stdin, input);
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

/** A program that asks for a password must not read what follows it. */
async function type(stdin: Writable, parts: string[]): Promise<void> {
  for (const [i, part] of parts.entries()) {
    if (i > 0) { await pause(5); }
    stdin.write(part);
  }
  stdin.end();
}
