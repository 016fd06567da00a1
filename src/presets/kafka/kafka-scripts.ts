import { CONTRACT, ETC } from './kafka-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that the Job also has. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'tools.sh'];

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  ...JOB_LIBRARY, 'adoption.sh', 'adoption-facts.sh', 'adoption-findings.sh', 'bootstrap.sh', 'controllers.sh',
  'elect-leaders.sh', 'format.sh', 'guard-empty.sh', 'list-copies.sh', 'network.sh', 'node.sh', 'partitions.sh', 'start.sh',
  'started.sh', 'track-catch-up.sh', 'volume.sh',
], sharedScripts(CONTRACT));
