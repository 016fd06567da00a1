import { Size } from 'cdk8s';
import { ETC, MAX_GROUP_MEMBERS, MYSQL_PORT, ROLE_LABEL, RUN, SOCKET_DIRECTORY, TOKENS, VOLUME } from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import { GROUP_PLUGIN } from './mysql-group-config';
import { GROUP_SCRIPTS } from './mysql-scripts';
import { RawVolume } from '../../blocks/storage';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { PodEnv } from '../../values/pod-env';
import { LifecycleHook } from '../../values/probe';
import { withoutPodLimit } from '../../values/resources';
import { ServiceTarget } from '../../values/service-target';
import { accountOf, addAccount, connectToApi, podNames } from '../shared/api-access';
import { readinessScript } from '../shared/readiness';

/** Values of the label that the sidecar writes. */
const PRIMARY = { [ROLE_LABEL]: 'primary' };
const SECONDARY = { [ROLE_LABEL]: 'secondary' };

/** Name of the service account, its role and their binding. */
function groupAccount(name: string): string {
  return `${name}-group`;
}

/** Labels and account of the pods. A new pod is a secondary until it labels itself. */
export function groupPodProps({ name, podLabels, serviceAccount }: ResolvedMySqlProps) {
  return {
    podLabels: { ...podLabels, ...SECONDARY },
    serviceAccount: accountOf(groupAccount(name), serviceAccount),
  };
}

/** The part of the blueprint that a group has. */
export function groupParts({ topology }: ResolvedMySqlProps) {
  return {
    command: ['bash', GROUP_SCRIPTS.path('group-start.sh')],
    args: [`--loose-group-replication-local-address=$(POD_NAME).$(NAME):${MYSQL_PORT}`],
    files: { ...GROUP_SCRIPTS.files(), [`${ETC}/group.cnf`]: GROUP_PLUGIN },
    // the sidecar watches the member anyway, and a probe that also asks the server would cost more than the member at rest
    readiness: readinessScript(GROUP_SCRIPTS.path('group-ready.sh'), 4),
    preStop: LifecycleHook.exec(['bash', GROUP_SCRIPTS.path('group-leave.sh')]),
    clientServices: {
      primary: { target: ServiceTarget.labels(PRIMARY) },
      read: { target: topology.primaryServesReaders ? ServiceTarget.all() : ServiceTarget.labels(SECONDARY) },
    },
  };
}

/** Adds the sidecar that brings the member into the group and labels the pods, and its account. */
export function addGroup(app: StatefulApp, props: ResolvedMySqlProps, role: RawVolume, socket: RawVolume): void {
  const { name, image, topology: { apiServer } } = props;
  const { fromValue, fromFieldRef } = kplus.EnvValue;
  const sidecar = app.addContainer({
    name: 'group',
    image,
    command: ['bash', GROUP_SCRIPTS.path('group.sh')],
    sharesFiles: true,
    env: {
      NAME: fromValue(name),
      NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      ...props.maxLag ? { MAX_LAG_SECONDS: fromValue(`${props.maxLag.toSeconds()}`) } : {},
    },
    resources: withoutPodLimit({
      cpu: { request: kplus.Cpu.millis(20), limit: kplus.Cpu.millis(500) },
      memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
      ephemeralStorage: { request: Size.mebibytes(16), limit: Size.mebibytes(16) },
    }, props.resources),
  });
  sidecar.mount(RUN, role);
  sidecar.mount(SOCKET_DIRECTORY, socket);
  sidecar.mount(VOLUME, app.claim('data'));
  connectToApi(app, apiServer, TOKENS, [sidecar]);
  // the sidecar labels the pods of the set, by their names
  addAccount(app, groupAccount(name), props.serviceAccount, [
    { resources: ['pods'], resourceNames: podNames(name, MAX_GROUP_MEMBERS), verbs: ['patch'] },
  ]);
}
