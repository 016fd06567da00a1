import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { PROJECT } from '../src/values/project';

/** Files with the addresses of a release, and this one, which has the new ones. */
const KEPT = /^(test\/cluster\/released\/|test\/released\/|src\/values\/project\.ts$)/;

/** The addresses that package.json had after the last run of projen. */
function lastAddresses(): typeof PROJECT {
  const { homepage, jsii: { targets: { go, java } } } = JSON.parse(readFileSync('package.json', 'utf8'));
  return { home: homepage, goModule: go.moduleName, mavenGroup: java.maven.groupId };
}

/** Replaces addresses that have changed, in all files of the repository. The longest comes first, which can contain another. */
export function replaceAddresses(): void {
  const last = lastAddresses();
  const changed = (Object.keys(PROJECT) as (keyof typeof PROJECT)[])
    .filter(name => last[name] !== PROJECT[name])
    .sort((a, b) => last[b].length - last[a].length);
  const files = (name: keyof typeof PROJECT) => execFileSync('git', ['grep', '-lIF', '-e', last[name], '--', '.'], { encoding: 'utf8' })
    .split('\n').filter(file => file !== '' && !KEPT.test(file));
  for (const name of changed) {
    for (const file of files(name)) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(last[name], PROJECT[name]));
    }
  }
}
