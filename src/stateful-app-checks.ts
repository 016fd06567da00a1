import { checkContainer } from './blocks/containers';
import { checkDisruption } from './blocks/disruption';
import { checkFiles } from './blocks/files';
import { checkIdentity } from './blocks/identity';
import { checkClientPorts, checkPeer, NetworkAccess } from './blocks/network';
import { checkPlacement } from './blocks/placement';
import { checkRoles } from './blocks/roles';
import { checkPodManagement, checkRollout } from './blocks/rollout';
import { checkSecurity } from './blocks/security';
import { checkServices, portsBehind } from './blocks/services';
import { checkClaim, checkStorage } from './blocks/storage';
import { StatefulAppProps } from './stateful-app-props';
import { Problems } from './values/problems';

/** Everything that can be said about the props before any object exists, so that one error lists it all. */
export function checkApp(props: StatefulAppProps, problems = new Problems()): Problems {
  checkIdentity(props, problems);
  checkContainer(props.name, props, problems);
  checkFiles(props, problems);
  checkRoles(props, problems);
  for (const [name, claim] of Object.entries(props.claims ?? {})) { checkClaim(name, claim, problems); }
  checkStorage(props, problems);
  const clientPorts = (props.ports ?? []).filter(port => port.forClients);
  checkServices(props, clientPorts, problems);
  checkRollout(props, props.replicas, problems);
  checkPodManagement(props.podManagementPolicy, problems);
  checkPlacement(props, problems);
  checkDisruption(props, props.replicas, problems);
  checkSecurity(props, problems);
  const { isIsolated, clients } = props.networkAccess ?? NetworkAccess.open();
  for (const client of clients) { checkPeer(client, problems); }
  if (isIsolated && clients.length > 0) { checkClientPorts([...clientPorts, ...Object.values(props.clientServices ?? {}).flatMap(service => portsBehind(service))], problems); }
  return problems;
}
