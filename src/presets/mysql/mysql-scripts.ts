import { join } from 'path';
import { scriptText } from '../../scripting/script';

const DIRECTORY = join(__dirname, 'scripts');
const NAMES = ['bootstrap.sh', 'decide.sh', 'keep-following.sh', 'lib.sh', 'ready.sh', 'seed.sh', 'start.sh', 'take-over.sh'];

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/mysql/stateful';

export function scriptPath(name: string): string {
  return `${ETC}/scripts/${name}`;
}

/** The scripts by their paths in the pod. */
export function scriptFiles(): Record<string, string> {
  return Object.fromEntries(NAMES.map(name => [scriptPath(name), scriptText(DIRECTORY, name)]));
}
