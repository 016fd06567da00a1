/*
 * Loads a package, or one of its exports, and prints the CPU time of the whole process.
 * Usage: node load.js <package> [export]
 */

const [name, exported] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-require-imports
const loaded = require(name);
if (exported !== undefined && loaded[exported] === undefined) { throw new Error(`${name} has no ${exported}`); }
const { user, system } = process.cpuUsage();
process.stdout.write(String((user + system) / 1000));
