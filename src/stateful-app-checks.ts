import { checkContainer } from './blocks/containers';
import { checkDisruption } from './blocks/disruption';
import { checkFiles } from './blocks/files';
import { checkIdentity } from './blocks/identity';
import { checkClientPorts, checkClusterDns, checkPeer, NetworkAccess } from './blocks/network';
import { checkPlacement } from './blocks/placement';
import { checkRoles } from './blocks/roles';
import { checkRollout } from './blocks/rollout';
import { checkSecurity } from './blocks/security';
import { checkServices } from './blocks/services';
import { checkClaim, checkStorage } from './blocks/storage';
import type { Errors } from './checks/errors';
import { ValidationErrors } from './checks/validation-errors';
import { StatefulAppProps } from './stateful-app-props';
import { checkStopTime } from './values/probe-checks';

/** Checks all rules of the props that need no object, so that one error lists all broken ones. */
export function checkApp(props: StatefulAppProps, errors: Errors = new ValidationErrors()): Errors {
  checkIdentity(props, errors);
  checkContainer(props.name, props, errors);
  checkFiles(props, errors);
  checkRoles(props, errors);
  for (const [name, claim] of Object.entries(props.claims ?? {})) { checkClaim(name, claim, errors); }
  checkStorage(props, errors);
  const clientPorts = (props.ports ?? []).filter(port => port.forClients);
  checkServices(props, clientPorts, errors);
  checkRollout(props, props.replicas, errors);
  checkStopTime(props.name, props.preStop, props.terminationGracePeriod, errors);
  checkPlacement(props, props.replicas, errors);
  checkDisruption(props, props.replicas, errors);
  checkSecurity(props, errors);
  if (props.clusterDns) { checkClusterDns(props.clusterDns, errors); }
  const { isIsolated, clients } = props.networkAccess ?? NetworkAccess.open();
  for (const client of clients) { checkPeer(client, errors); }
  if (isIsolated && clients.length > 0) {
    checkClientPorts([
      ...clientPorts,
      ...Object.values(props.clientServices ?? {}).flatMap(({ ports = [], extraPorts = [] }) => [...ports, ...extraPorts]),
    ], errors);
  }
  return errors;
}
