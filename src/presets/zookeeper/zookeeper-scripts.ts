import { CONTRACT, ETC } from './zookeeper-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  'contract.sh', 'common.sh', 'adoption.sh', 'adoption-findings.sh', 'alive.sh', 'certificates.sh', 'empty-member.sh', 'members.sh',
  'pause.sh', 'peers.sh', 'readiness.sh', 'ready.sh', 'secrets.sh', 'start.sh', 'volumes.sh',
], sharedScripts(CONTRACT));
