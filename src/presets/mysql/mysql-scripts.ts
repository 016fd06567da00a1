import { CONTRACT, ETC } from './mysql-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that the Jobs also have. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'passwords.sh'];

/** Scripts that the members of both topologies have. */
const LIBRARY = [
  ...JOB_LIBRARY, 'adoption.sh', 'adoption-check.sh', 'adoption-facts.sh', 'adoption-findings.sh', 'facts.sh', 'group-state.sh',
  'password-checks.sh', 'pause.sh', 'prepare.sh', 'provision.sh', 'readiness.sh', 'role.sh', 'server.sh', 'session.sh', 'source.sh',
  'source-check.sh', 'source-seed.sh', 'sql.sh', 'survey.sh', 'topology.sh', 'version.sh', 'volume.sh',
];

export const SCRIPTS = scripts(
  'act.sh', 'bootstrap.sh', 'decide.sh', 'follow-source.sh', 'promote.sh', 'ready.sh', 'start.sh', 'watch-commits.sh',
  'watch-replication.sh',
);

/** Scripts of the members of a group. */
export const GROUP_SCRIPTS = scripts(
  'group.sh', 'group-bootstrap.sh', 'group-decide.sh', 'group-enter.sh', 'group-leave.sh', 'group-ready.sh', 'group-route.sh',
  'group-start.sh', 'group-switch.sh', 'group-turn.sh', 'group-view.sh', 'pod-labels.sh',
);

function scripts(...names: string[]): ShippedScripts {
  return new ShippedScripts(`${__dirname}/scripts`, ETC, [...LIBRARY, ...names], sharedScripts(CONTRACT));
}
