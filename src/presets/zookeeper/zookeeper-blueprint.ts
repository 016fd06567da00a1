import { Duration, Size } from 'cdk8s';
import { javaSecurity, memberList, membersOf, serverConfig } from './zookeeper-config';
import {
  ADOPTION_FILE, CLIENT_PORT, CONFIG, DATA, FIRST_BOOT_FILE, JAVA_SECURITY, LOG_VOLUME, MEMBERS_FILE, REMOVAL_FILE, RUN, SECURE_PORT,
} from './zookeeper-contract';
import { ResolvedZooKeeperProps } from './zookeeper-defaults';
import { SCRIPTS } from './zookeeper-scripts';
import { isPlainPortOpen, needsRun, secretFiles, securityFlags } from './zookeeper-security';
import { DisruptionBudget } from '../../blocks/disruption';
import { PodManagement } from '../../blocks/rollout';
import { userOf } from '../../blocks/security';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { AppProbe } from '../../values/probe';
import { heapFlags, JvmNeeds } from '../shared/jvm-heap';
import { faultTolerance } from '../shared/quorum';
import { readinessScript } from '../shared/readiness';

export const JVM: JvmNeeds = { heapWithoutLimit: 512, smallestHeap: 64, besideHeap: 192 };

/** The whole set as a function of the props. */
export function zooKeeperBlueprint(props: ResolvedZooKeeperProps): StatefulAppProps {
  const { name, storage, storageClassName, transactionLog } = props;
  const members = membersOf(props);
  const { fromValue } = kplus.EnvValue;
  return {
    ...commonProps(props),
    user: userOf(props, 1000),
    terminationGracePeriod: props.terminationGracePeriod ?? Duration.minutes(1),
    disruptionBudget: props.disruptionBudget ?? (members > 1 ? DisruptionBudget.maxUnavailable(defaultMaxUnavailable(members)) : undefined),
    name,
    image: props.image,
    // no member becomes Ready before a majority runs
    podManagementPolicy: PodManagement.PARALLEL,
    ports: [
      Port.tcp(CLIENT_PORT, { name: 'client', forClients: isPlainPortOpen(props) }),
      ...props.tls ? [Port.tcp(SECURE_PORT, { name: 'client-tls' })] : [],
    ],
    claims: {
      data: { size: storage, storageClassName, mountPath: DATA },
      ...transactionLog ? {
        log: {
          size: transactionLog.storage,
          storageClassName: transactionLog.storageClassName,
          mountPath: LOG_VOLUME,
        },
      } : {},
    },
    command: ['bash', SCRIPTS.path('start.sh')],
    env: {
      NAME: fromValue(name),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      TRANSACTION_LOG: fromValue(transactionLog ? LOG_VOLUME : DATA),
      SERVER_JVMFLAGS: fromValue(serverFlags(props).join(' ')),
      // otherwise JMX listens on a port of all addresses
      JMXDISABLE: fromValue('true'),
    },
    files: {
      ...SCRIPTS.files(),
      [CONFIG]: serverConfig(props, name),
      [MEMBERS_FILE]: memberList(props, name),
      [JAVA_SECURITY]: javaSecurity(),
    },
    // read at each start, so that neither the end of a first boot or adoption nor that of a member that leaves
    // rolls the pods
    reloadedFiles: {
      [FIRST_BOOT_FILE]: `${props.firstBoot}\n`,
      [REMOVAL_FILE]: `${props.removeLastMember}\n`,
      [ADOPTION_FILE]: `${props.adopt?.minServerId ?? 'none'}\n`,
    },
    secretFiles: secretFiles(props),
    ...needsRun(props) ? { emptyDirs: { [RUN]: { inMemory: true, sizeLimit: Size.mebibytes(1) } } } : {},
    // a member that waits for others, or reads gigabytes of snapshot, has an hour
    startup: AppProbe.exec(['bash', SCRIPTS.path('alive.sh'), 'startup'], {
      period: Duration.seconds(1),
      timeout: Duration.seconds(5),
      failureThreshold: 3600,
    }),
    readiness: readinessScript(SCRIPTS.path('ready.sh'), 5),
    // a server also answers without a quorum, so the loss of other members restarts none
    liveness: AppProbe.exec(['bash', SCRIPTS.path('alive.sh'), 'liveness'], {
      period: Duration.seconds(20),
      timeout: Duration.seconds(10),
      failureThreshold: 3,
    }),
    clientServices: { client: {} },
  };
}

/** A drain leaves one more loss tolerable, if the ensemble is large enough. */
function defaultMaxUnavailable(members: number): number {
  return Math.max(1, faultTolerance(members) - 1);
}

function serverFlags(props: ResolvedZooKeeperProps): string[] {
  return [
    ...heapFlags(props, JVM),
    // zkServer.sh enables heap dumps, for which no directory is writable
    '-XX:-HeapDumpOnOutOfMemoryError',
    `-Djava.security.properties=${JAVA_SECURITY}`,
    ...securityFlags(props),
    // last, so that they take precedence
    ...props.jvmFlags ?? [],
  ];
}
