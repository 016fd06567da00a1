import { join } from 'path';
import { ShippedScripts } from '../../scripting/script';

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/kafka/stateful';

const NAMES = [
  'alive.sh', 'bootstrap.sh', 'catch-up.sh', 'elect-leaders.sh', 'format.sh', 'guard-empty.sh', 'lib.sh', 'list-copies.sh', 'partitions.sh',
  'ready.sh', 'start.sh',
  'volume.sh',
];

export const SCRIPTS = new ShippedScripts(join(__dirname, 'scripts'), ETC, NAMES);
