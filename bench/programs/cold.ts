import { buildApps } from './apps';

/*
 * Builds and synthesizes once in a cold process, and prints what it took.
 * Usage: node cold.js <means> <apps> <charts> <directory>
 */

const [means, apps, charts, directory] = process.argv.slice(2);

const start = process.cpuUsage();
const app = buildApps(means, Number(apps), Number(charts), directory);
app.synth();
const { user, system } = process.cpuUsage(start);

process.stdout.write(JSON.stringify({
  cpuMillis: (user + system) / 1000,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
  // the app and its charts are nodes too
  nodesPerApp: (app.node.findAll().length - 1 - Number(charts)) / Number(apps),
}));
