import { CONTRACT, ETC } from './mysql-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that the Jobs also have. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'passwords.sh'];

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  ...JOB_LIBRARY, 'act.sh', 'bootstrap.sh', 'decide.sh', 'group-state.sh', 'password-checks.sh', 'promote.sh', 'provision.sh', 'ready.sh',
  'role.sh', 'server.sh', 'sql.sh', 'start.sh', 'survey.sh', 'topology.sh', 'version.sh', 'volume.sh', 'watch-replication.sh',
], sharedScripts(CONTRACT));

/** Scripts of the members of a group. */
export const GROUP_SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  ...JOB_LIBRARY, 'group.sh', 'group-bootstrap.sh', 'group-decide.sh', 'group-enter.sh', 'group-leave.sh', 'group-route.sh',
  'group-session.sh', 'group-start.sh', 'group-state.sh', 'group-switch.sh', 'password-checks.sh', 'provision.sh', 'role.sh', 'server.sh',
  'sql.sh', 'survey.sh', 'topology.sh', 'version.sh', 'volume.sh',
], sharedScripts(CONTRACT));
