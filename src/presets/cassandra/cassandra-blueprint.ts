import { Duration, Size } from 'cdk8s';
import { CASSANDRA_USER, datacenterConfig, GRACE_PERIOD, loggingConfig, MIN_READY, serverConfig, startSeconds } from './cassandra-config';
import {
  CONFIG, CQL_PORT, ETC, FIRST_BOOT_FILE, LOGGING, LOGS, MEMBERS_FILE, RACKDC, RUN, STORAGE_PORT, SUPERUSER_PASSWORD, VOLUME,
} from './cassandra-contract';
import { ResolvedCassandraProps, SUPERUSER } from './cassandra-defaults';
import { EXPORTER_RULES } from './cassandra-exporter-rules';
import { PORT } from './cassandra-members-job';
import { SCRIPTS } from './cassandra-scripts';
import { cqlshFiles, requiresTls, tlsFiles } from './cassandra-tls';
import { DisruptionBudget } from '../../blocks/disruption';
import { Spread, ZONE } from '../../blocks/placement';
import { PodManagement } from '../../blocks/rollout';
import { userOf } from '../../blocks/security';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { AppProbe } from '../../values/probe';
import { agentFlag, exporterConfig } from '../shared/jmx-exporter';
import { selectsCollector } from '../shared/jvm-flags';
import { heapFlags, JvmNeeds } from '../shared/jvm-heap';

/** A member with 512 MiB of heap took 930 MiB, and the buffers of its files and connections grow with the heap. */
export const JVM: JvmNeeds = { heapWithoutLimit: 1024, smallestHeap: 256, besideHeap: 512 };

/** The whole set as a function of the props. */
export function cassandraBlueprint(props: ResolvedCassandraProps): StatefulAppProps {
  const { name, image, replicas, clusterName, superuser, racks, storage, storageClassName, tls } = props;
  const { fromFieldRef, fromValue } = kplus.EnvValue;
  const alive = (probe: string) => ['bash', SCRIPTS.path('alive.sh'), probe];
  return {
    ...commonProps(props),
    user: userOf(props, CASSANDRA_USER),
    terminationGracePeriod: props.terminationGracePeriod ?? GRACE_PERIOD,
    ...racks ? { spread: (props.spread ?? Spread.soft())._overZones(racks.zones) } : {},
    disruptionBudget: props.disruptionBudget ?? (replicas > 1 ? DisruptionBudget.maxUnavailable(1) : undefined),
    // the others and drivers see a member as up some seconds after it serves, and the next restart must find it
    minReady: props.minReady ?? MIN_READY,
    name,
    image,
    // a member with data starts without waiting for others, which may be gone
    podManagementPolicy: PodManagement.PARALLEL,
    ports: [
      Port.tcp(CQL_PORT, { name: 'cql' }),
      Port.tcp(STORAGE_PORT, { name: 'storage', forClients: false }),
      ...answersJobs(props) ? [PORT] : [],
    ],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    command: ['bash', SCRIPTS.path('start.sh')],
    env: {
      NAME: fromValue(name),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      NAMESPACE: PodEnv.namespace(),
      CLUSTER_NAME: fromValue(clusterName),
      SUPERUSER: fromValue(superuser.name ?? SUPERUSER),
      ANSWERS_JOBS: fromValue(`${answersJobs(props)}`),
      SERVER_JVMFLAGS: fromValue(serverFlags(props).join(' ')),
      ...requiresTls(tls) ? { TLS_REQUIRED: fromValue('true') } : {},
      ...racks ? { RACKS: fromValue(racks.zones.join(' ')), ZONE: fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: ZONE }) } : {},
    },
    files: {
      ...SCRIPTS.files(),
      ...cqlshFiles(tls),
      [CONFIG]: serverConfig(props),
      [RACKDC]: datacenterConfig(props),
      [LOGGING]: loggingConfig(),
      ...props.monitoring ? { [exporterConfig(ETC)]: EXPORTER_RULES } : {},
    },
    // more or fewer members restart none of the others
    reloadedFiles: { [FIRST_BOOT_FILE]: `${props.firstBoot}\n`, [MEMBERS_FILE]: `${replicas}\n` },
    secretFiles: { [SUPERUSER_PASSWORD]: superuser.password, ...tlsFiles(tls) },
    emptyDirs: {
      [RUN]: { inMemory: true, sizeLimit: Size.mebibytes(2) },
      [LOGS]: { sizeLimit: Size.mebibytes(256) },
    },
    // an empty member receives its data in this time; one that waits for others has it, too
    startup: AppProbe.exec(alive('startup'), {
      period: Duration.seconds(2),
      timeout: Duration.seconds(5),
      failureThreshold: Math.ceil(startSeconds(storage) / 2),
    }),
    // the server opens the port when its ranges are repaired, and a connection takes none of the CPU time of a command in the container
    readiness: AppProbe.tcp({ portName: 'cql', period: Duration.seconds(5) }),
    // asks no other member, so the loss of others restarts none
    liveness: AppProbe.exec(alive('liveness'), { period: Duration.seconds(30), timeout: Duration.seconds(10), failureThreshold: 2 }),
    clientServices: { client: {} },
  };
}

/** Members of a restored ring ask each other by the same port. */
function answersJobs({ repair, snapshots, restoreFrom }: ResolvedCassandraProps): boolean {
  return [repair, snapshots, restoreFrom].some(each => each !== undefined);
}

function serverFlags(props: ResolvedCassandraProps): string[] {
  return [
    ...props.monitoring ? [agentFlag(ETC)] : [],
    ...heapFlags(props, JVM),
    // the image's flags enable heap dumps, for which no directory is writable
    '-XX:-HeapDumpOnOutOfMemoryError',
    // the image's flags select a collector, and a JVM does not start with two
    ...selectsCollector(props.jvmFlags) ? ['-XX:-UseG1GC'] : [],
    // last, so that they take precedence
    ...props.jvmFlags ?? [],
  ];
}
