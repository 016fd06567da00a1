import { join } from 'path';
import { scriptText as textOf } from '../../scripting/script';

const DIRECTORY = join(__dirname, 'scripts');
const NAMES = ['alive.sh', 'bootstrap.sh', 'catch-up.sh', 'format.sh', 'lib.sh', 'ready.sh', 'start.sh'];

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/kafka/stateful';

export function scriptPath(name: string): string {
  return `${ETC}/scripts/${name}`;
}

export function scriptText(name: string): string {
  return textOf(DIRECTORY, name);
}

/** The members' scripts by their paths in the pod. */
export function scriptFiles(): Record<string, string> {
  return Object.fromEntries(NAMES.map(name => [scriptPath(name), scriptText(name)]));
}
