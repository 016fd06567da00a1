import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { buildApps, chartsToJson, MEANS } from './apps';

/*
 * Measures all means in turn in one warm process, and prints the CPU time of every round.
 * Usage: node warm-pairs.js <apps> <charts> <rounds> <directory>
 *
 * No garbage collection is forced between them: it would throw away what the optimizing compiler has learned, twice the cost for both.
 */

const [apps, charts, rounds] = process.argv.slice(2, 5).map(Number);
const directory = process.argv[5];

/** As many rounds as the optimizing compiler needs to settle. */
const WARM_UP_ROUNDS = 5;

const PARTS: Record<string, (app: App) => void> = {
  synth: app => app.synth(),
  withoutYaml: app => chartsToJson(app),
};

function cpuMillis(part: string, means: string): number {
  const start = process.cpuUsage();
  PARTS[part](buildApps(means, apps, charts, join(directory, means)));
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** There and back in each round: who comes first pays for the garbage of the round before. */
function measureRound(part: string): Record<string, number> {
  const names = Object.keys(MEANS);
  const round: Record<string, number> = {};
  for (const means of [...names, ...names.reverse()]) { round[means] = (round[means] ?? 0) + cpuMillis(part, means) / 2; }
  return round;
}

function measure(part: string): Record<string, number>[] {
  for (let i = 0; i < WARM_UP_ROUNDS; i++) { measureRound(part); }
  return Array.from({ length: rounds }, () => measureRound(part));
}

function assertSameBytes(): void {
  const written = Object.keys(MEANS).map(means => ({ means, lines: linesOf(join(directory, means)) }));
  for (const { means, lines } of written) {
    const first = written[0].lines.findIndex((line, i) => line !== lines[i]);
    if (first >= 0 || lines.length !== written[0].lines.length) {
      throw new Error(`line ${first + 1} differs: ${written[0].means} writes "${written[0].lines[first]}", `
        + `${means} writes "${lines[first]}"`);
    }
  }
}

function linesOf(outdir: string): string[] {
  return readdirSync(outdir).sort().flatMap(file => readFileSync(join(outdir, file), 'utf8').split('\n'));
}

const synth = measure('synth');
assertSameBytes();
process.stdout.write(JSON.stringify({ synth, withoutYaml: measure('withoutYaml') }));
