/*
 * Loads a package and prints what the whole process took.
 * Usage: node load.js <package>
 */

// eslint-disable-next-line @typescript-eslint/no-require-imports
require(process.argv[2]);
const { user, system } = process.cpuUsage();
process.stdout.write(String((user + system) / 1000));
