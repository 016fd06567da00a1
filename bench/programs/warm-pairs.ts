import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { buildApps, chartsToJson, MEANS } from './apps';

/*
 * Measures all means in turn in one warm process, and prints the CPU time of every round.
 * Usage: node --expose-gc warm-pairs.js <apps> <charts> <rounds> <directory>
 */

const [apps, charts, rounds] = process.argv.slice(2, 5).map(Number);
const directory = process.argv[5];

/** As many rounds as the optimizing compiler needs to settle. */
const WARM_UP_ROUNDS = 3;

const PARTS: Record<string, (app: App) => void> = {
  synth: app => app.synth(),
  withoutYaml: app => chartsToJson(app),
};

function cpuMillis(part: string, means: string): number {
  // the garbage of the one before is not the fault of the next
  global.gc?.();
  const start = process.cpuUsage();
  PARTS[part](buildApps(means, apps, charts, join(directory, means)));
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Both orders take turns, so that neither means always runs on the caches that the other left. */
function measure(part: string): Record<string, number>[] {
  const names = Object.keys(MEANS);
  const round = (i: number) => Object.fromEntries((i % 2 ? names : [...names].reverse()).map(means => [means, cpuMillis(part, means)]));
  for (let i = 0; i < WARM_UP_ROUNDS; i++) { round(i); }
  return Array.from({ length: rounds }, (_, i) => round(i));
}

function assertSameBytes(): void {
  const texts = Object.keys(MEANS).map(means => readdirSync(join(directory, means)).sort().map(file => readFileSync(join(directory, means, file), 'utf8')));
  for (const files of texts) {
    if (files.length !== charts || files.join() !== texts[0].join()) { throw new Error('the means do not yield the same bytes'); }
  }
}

const synth = measure('synth');
assertSameBytes();
process.stdout.write(JSON.stringify({ synth, withoutYaml: measure('withoutYaml') }));
