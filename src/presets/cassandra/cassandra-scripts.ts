import { CONTRACT, ETC } from './cassandra-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that the Job also has. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'cqlsh.sh'];

const RCLONE = ['fetch.sh', 'fetch-table.sh', 'store.sh', 'upload.sh'];

/** Scripts of the containers with rclone. */
export const RCLONE_SCRIPTS = ['contract.sh', ...RCLONE];

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  ...JOB_LIBRARY, ...RCLONE, 'alive.sh', 'certificates.sh', 'cql.sh', 'entry.sh', 'leave.sh', 'left.sh', 'mode.sh', 'peer.sh', 'peers.sh',
  'rack.sh', 'repair.sh', 'restore.sh', 'ring.sh', 'snapshot.sh', 'start.sh', 'superuser.sh', 'turn.sh', 'turns.sh',
  'volume.sh',
], sharedScripts(CONTRACT));
