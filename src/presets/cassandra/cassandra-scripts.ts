import { CONTRACT, ETC } from './cassandra-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that the Job also has. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'cqlsh.sh'];

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  ...JOB_LIBRARY, 'alive.sh', 'certificates.sh', 'cql.sh', 'entry.sh', 'leave.sh', 'left.sh', 'mode.sh', 'peer.sh', 'peers.sh',
  'rack.sh', 'ready.sh', 'repair.sh', 'repair-turn.sh', 'ring.sh', 'start.sh', 'superuser.sh', 'volume.sh',
], sharedScripts(CONTRACT));
