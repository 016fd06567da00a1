import { Duration, Size } from 'cdk8s';
import { toolConfig } from './kafka-config';
import { DESIRED, LOG_DIR, PORTS, RUN, TOOL_CONFIG, TOOL_LOG_CONFIG, USERS } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { TOOL_LOGGING } from './kafka-logging';
import { JOB_LIBRARY, SCRIPTS } from './kafka-scripts';
import { tlsFiles } from './kafka-tls';
import { DesiredState } from './kafka-topics';
import { kplus } from '../../kplus';
import { AppJobProps } from '../../pod/job-props';
import { withoutUndefined } from '../../values/manifest';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { DeclarationsJob } from '../shared/declarations';
import { commonFlags } from '../shared/jvm-flags';
import { jobNameEnv } from '../shared/preset';

/** A thousand topics, each created by a JVM that starts slowly. */
const DEADLINE = Duration.hours(2);

/** The Job runs one small JVM at a time. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

const SCRIPT = 'apply-topics.sh';
const JOB_SCRIPTS = [...JOB_LIBRARY, SCRIPT];

/**
 * The Job that applies topics, users and permissions.
 *
 * @param server - host and port of the listener between brokers
 */
export function topicsJob(props: ResolvedKafkaProps, server: string, desired: DesiredState): DeclarationsJob {
  return {
    name: 'topics',
    desired,
    props: () => jobProps(props, server, desired),
    tooLarge: {
      code: 'TopicsTooLarge',
      things: 'topics and users',
      remedy: 'remove topics that applications can create themselves, and use the defaults of the cluster for settings',
    },
  };
}

function jobProps(props: ResolvedKafkaProps, server: string, desired: DesiredState): AppJobProps {
  const flags = commonFlags(props.jvmFlags);
  const { fromValue } = kplus.EnvValue;
  return {
    deadline: DEADLINE,
    ...withoutUndefined(props.topicsJob),
    command: ['bash', SCRIPTS.path(SCRIPT)],
    env: {
      ...jobNameEnv(props.name),
      POD_NAMESPACE: PodEnv.namespace(),
      SERVER: fromValue(server),
      LOG_DIR: fromValue(LOG_DIR),
      ...flags.length > 0 ? { KAFKA_OPTS: fromValue(flags.join(' ')) } : {},
    },
    resources: props.topicsJobResources ?? RESOURCES,
    files: {
      ...Object.fromEntries(JOB_SCRIPTS.map(script => [SCRIPTS.path(script), SCRIPTS.text(script)])),
      [TOOL_CONFIG]: toolConfig(props),
      [TOOL_LOG_CONFIG]: TOOL_LOGGING,
      [DESIRED]: desired.text,
    },
    secretFiles: {
      ...tlsFiles(props.tls),
      ...Object.fromEntries([...desired.users].map(([user, { password }]) => [`${USERS}/${user}`, password])),
    },
    emptyDirs: { [RUN]: { inMemory: true, sizeLimit: Size.mebibytes(1) } },
    ports: [Port.tcp(PORTS.internal)],
  };
}
