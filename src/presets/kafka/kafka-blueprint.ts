import { Duration, Size } from 'cdk8s';
import { javaSecurity, externalAddresses, serverConfig, toolConfig } from './kafka-config';
import {
  ADOPTION_FILE, ETC, EXTERNAL_ADDRESSES, FIRST_BOOT_FILE, KAFKA_HOME, LOG_DIR, PORTS, TOOL_CONFIG, TOOL_LOG_CONFIG, VOLUME,
} from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { EXPORTER_RULES } from './kafka-exporter-rules';
import { loggingOf, TOOL_LOGGING } from './kafka-logging';
import { NEEDS } from './kafka-memory';
import { firstNodeIds } from './kafka-node-ids';
import { controllerCount, controllerSet } from './kafka-nodes';
import { SCRIPTS } from './kafka-scripts';
import { tlsFiles } from './kafka-tls';
import { PodManagement, UpdateStrategy } from '../../blocks/rollout';
import { userOf } from '../../blocks/security';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { AppProbe } from '../../values/probe';
import { ServiceTarget } from '../../values/service-target';
import { agentFlag, exporterConfig } from '../shared/jmx-exporter';
import { commonFlags, selectsCollector, serverFlags } from '../shared/jvm-flags';
import { heapFlags } from '../shared/jvm-heap';

/**
 * Controlled shutdown takes up to five minutes:
 * https://github.com/apache/kafka/blob/4.3/core/src/main/scala/kafka/server/BrokerServer.scala
 */
export const GRACE_SECONDS = 330;

/** Time after which a node that has not caught up is restarted. */
const START_LIMIT = Duration.days(7);
const STARTUP_PERIOD = Duration.seconds(2);

/** Flags of every JVM in the pod. */
const JVM_FLAGS = [`-Djava.security.properties=${ETC}/java.security`, `-XX:SharedArchiveFile=${KAFKA_HOME}/kafka.jsa`];

const CONTROLLER_STORAGE = Size.gibibytes(5);

/** The set of brokers as a function of the props. */
export function kafkaBlueprint(props: ResolvedKafkaProps): StatefulAppProps {
  const { name, storage, storageClassName, external, controllers } = props;
  return {
    ...commonBlueprint(props, name, 'client'),
    ports: [
      Port.tcp(PORTS.client, { name: 'client' }),
      ...external ? [Port.tcp(PORTS.external, { name: 'external' })] : [],
    ],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    env: environment(props, name, 'broker'),
    files: {
      ...commonFiles(props),
      [`${ETC}/broker.properties`]: serverConfig(props, 'broker'),
      ...controllers?.isDedicated ? {} : { [`${ETC}/broker,controller.properties`]: serverConfig(props, 'broker,controller') },
      ...external ? { [EXTERNAL_ADDRESSES]: externalAddresses(external.addresses) } : {},
    },
    clientServices: {
      bootstrap: { ports: ['client'] },
      ...Object.fromEntries((external?.addresses ?? []).slice(0, props.replicas).map((
        { port = PORTS.external }, ordinal,
      ) => [`external-${ordinal}`, {
        target: ServiceTarget.ordinal(ordinal),
        type: external?.type ?? kplus.ServiceType.LOAD_BALANCER,
        annotations: external?.annotations,
        ports: [],
        extraPorts: [{
          name: 'external',
          port: external?.type === kplus.ServiceType.NODE_PORT ? PORTS.external : port,
          targetPort: PORTS.external,
          ...external?.type === kplus.ServiceType.NODE_PORT ? { nodePort: port } : {},
        }],
      }])),
    },
  };
}

/** The set of dedicated controllers as a function of the props. */
export function controllerBlueprint(props: ResolvedKafkaProps): StatefulAppProps {
  const { controllers, name } = props;
  const { storage = CONTROLLER_STORAGE, storageClassName, resources } = controllers?.options ?? {};
  return {
    ...commonBlueprint(props, controllerSet(name, controllers), 'controller'),
    replicas: controllerCount(controllers, props.replicas),
    resources,
    // always one at a time, which leaves a majority, regardless of the brokers' budget
    disruptionBudget: undefined,
    updateStrategy: heldAt(controllerCount(controllers, props.replicas), props.updateStrategy),
    ports: [Port.tcp(PORTS.controller, { name: 'controller' })],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    env: environment(props, controllerSet(name, controllers), 'controller'),
    files: { ...commonFiles(props), [`${ETC}/controller.properties`]: serverConfig(props, 'controller') },
  };
}

/** A partition counts brokers. One above the number of controllers holds all of them. */
function heldAt(count: number, strategy: UpdateStrategy | undefined): UpdateStrategy | undefined {
  const { partition, ...options } = strategy?.rollingUpdateOptions ?? {};
  return partition !== undefined && partition > count ? UpdateStrategy.rollingUpdate({ ...options, partition: count }) : strategy;
}

/** The part that both kinds of nodes share. */
function commonBlueprint(props: ResolvedKafkaProps, name: string, portName: string): StatefulAppProps {
  return {
    ...commonProps(props),
    name,
    image: props.image,
    user: userOf(props, 1000),
    terminationGracePeriod: props.terminationGracePeriod ?? Duration.seconds(GRACE_SECONDS),
    // a controller becomes ready only when most controllers run
    podManagementPolicy: PodManagement.PARALLEL,
    command: ['bash', SCRIPTS.path('start.sh')],
    // read by the scripts at each start, so that the end of a first boot or adoption does not roll the pods
    reloadedFiles: {
      [FIRST_BOOT_FILE]: `${props.firstBoot}\n`,
      [ADOPTION_FILE]: `${props.adopt ? `${firstNodeIds(props).broker} ${props.replicas}` : 'none'}\n`,
    },
    secretFiles: tlsFiles(props.tls),
    // recovery of logs can take long, and brokers wait for controllers
    startup: AppProbe.exec(['bash', SCRIPTS.path('started.sh')], {
      period: STARTUP_PERIOD,
      timeout: Duration.seconds(5),
      failureThreshold: START_LIMIT.toSeconds() / STARTUP_PERIOD.toSeconds(),
    }),
    // A connection uses less CPU time than a command in the container. A node that lags later stays Ready, because its removal would not
    // help clients. Brokers keep their ports open without controllers, so the loss of other nodes restarts no pod.
    readiness: AppProbe.tcp({ portName, period: Duration.seconds(5), timeout: Duration.seconds(5) }),
    liveness: AppProbe.tcp({ portName, period: Duration.seconds(10), timeout: Duration.seconds(10), failureThreshold: 6 }),
  };
}

function commonFiles(props: ResolvedKafkaProps): Record<string, string> {
  return {
    ...SCRIPTS.files(),
    [TOOL_CONFIG]: toolConfig(props),
    [`${ETC}/log4j2.yaml`]: loggingOf(props.logging),
    [TOOL_LOG_CONFIG]: TOOL_LOGGING,
    [`${ETC}/java.security`]: javaSecurity(),
    ...props.monitoring ? { [exporterConfig(ETC)]: EXPORTER_RULES } : {},
  };
}

function environment(props: ResolvedKafkaProps, name: string, kind: 'broker' | 'controller'): Record<string, kplus.EnvValue> {
  const { fromValue } = kplus.EnvValue;
  const { controllers, clusterDomain } = props;
  const isController = kind === 'controller';
  const ids = firstNodeIds(props);
  const heap = heapFlags(isController ? { resources: controllers?.options?.resources } : props, NEEDS[kind]);
  const ofServer = [...props.monitoring ? [agentFlag(ETC)] : [], ...serverFlags(props.jvmFlags)];
  return {
    NAME: fromValue(name),
    POD_NAME: PodEnv.name(),
    POD_NAMESPACE: PodEnv.namespace(),
    POD_INDEX: PodEnv.ordinal(),
    POD_HOST: fromValue(`$(POD_NAME).$(NAME).$(POD_NAMESPACE).svc.${clusterDomain}`),
    FIRST_NODE_ID: fromValue(`${isController ? ids.controller : ids.broker}`),
    FIRST_CONTROLLER_ID: fromValue(`${ids.controller}`),
    CLUSTER_ID: fromValue(props.clusterId),
    CONTROLLERS: fromValue(`${controllerCount(controllers, props.replicas)}`),
    CONTROLLER_SET: fromValue(controllerSet(props.name, controllers)),
    ...props.rack && !isController ? { RACK: props.rack } : {},
    KAFKA_HEAP_OPTS: fromValue(heap.join(' ')),
    // Kafka's default flags select a collector
    ...selectsCollector(props.jvmFlags) ? { KAFKA_JVM_PERFORMANCE_OPTS: fromValue('-Djava.awt.headless=true') } : {},
    // last on the command line of every JVM, so that the user's flags win
    KAFKA_OPTS: fromValue([...JVM_FLAGS, ...commonFlags(props.jvmFlags)].join(' ')),
    ...ofServer.length > 0 ? { SERVER_FLAGS: fromValue(ofServer.join(' ')) } : {},
    KAFKA_LOG4J_OPTS: fromValue(`-Dlog4j2.configurationFile=${ETC}/log4j2.yaml`),
    // without -loggc, with which the JVM would write a log next to the image's files
    EXTRA_ARGS: fromValue('-name kafkaServer'),
    LOG_DIR: fromValue(LOG_DIR),
  };
}
