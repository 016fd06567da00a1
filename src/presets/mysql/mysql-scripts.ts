import { join } from 'path';
import { ShippedScripts } from '../../scripting/script';

/** Where the pod has everything that the preset brings. */
export const ETC = '/etc/mysql/stateful';

export const SCRIPTS = new ShippedScripts(join(__dirname, 'scripts'), ETC, ['bootstrap.sh', 'decide.sh', 'keep-following.sh', 'lib.sh', 'look.sh', 'ready.sh', 'seed.sh', 'start.sh', 'take-over.sh', 'version.sh', 'volume.sh']);
