import { CONTRACT, ETC } from './postgresql-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  'contract.sh', 'common.sh', 'bootstrap.sh', 'hand-over.sh', 'provision.sh', 'rest.sh', 'start.sh', 'store.sh', 'volume.sh', 'watch-replica.sh',
], sharedScripts(CONTRACT));
