import { join } from 'path';
import { scriptText } from '../../scripting/script';

const DIRECTORY = join(__dirname, 'scripts');
const NAMES = ['alive.sh', 'lib.sh', 'ready.sh', 'start.sh'];

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/zookeeper/stateful';

export function scriptPath(name: string): string {
  return `${ETC}/scripts/${name}`;
}

/** The members' scripts by their paths in the pod. */
export function scriptFiles(): Record<string, string> {
  return Object.fromEntries(NAMES.map(name => [scriptPath(name), scriptText(DIRECTORY, name)]));
}
