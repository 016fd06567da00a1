import { writeFileSync } from 'fs';

/*
 * Loaded before a command, writes what the process took when it ends.
 * Usage: PEAK_FILE=<file> node --require ./peak.js <command>
 */

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.PEAK_FILE!, JSON.stringify({ cpuMillis: (userCPUTime + systemCPUTime) / 1000, peakMebibytes: maxRSS / 1024 }));
});
