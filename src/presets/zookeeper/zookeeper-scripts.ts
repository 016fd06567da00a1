import { join } from 'path';
import { ShippedScripts } from '../../scripting/script';

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/zookeeper/stateful';

export const SCRIPTS = new ShippedScripts(join(__dirname, 'scripts'), ETC, [
  'alive.sh', 'lib.sh', 'members.sh', 'ready.sh', 'secrets.sh', 'start.sh', 'volumes.sh',
]);
