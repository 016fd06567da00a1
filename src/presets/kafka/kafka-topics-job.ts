import { ApiObject, Duration, Size } from 'cdk8s';
import { toolConfig } from './kafka-config';
import { DESIRED, LOG_DIR, PORTS, RUN, TOOL_CONFIG, TOOL_LOG_CONFIG, USERS } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { TOOL_LOGGING } from './kafka-logging';
import { JOB_LIBRARY, SCRIPTS } from './kafka-scripts';
import { tlsFiles } from './kafka-tls';
import { DesiredState } from './kafka-topics';
import type { Errors } from '../../checks/errors';
import { ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { JobCleanup, AppJobProps } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { bytesTooMany, MAX_APPLIED_BYTES } from '../../values/applied-size';
import { withoutUndefined } from '../../values/manifest';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { commonFlags } from '../shared/jvm-flags';
import { jobNameEnv } from '../shared/preset';

/**
 * A Job that has ended blocks another one with the same content: after a change that is undone, or for a second attempt. It is therefore
 * deleted after a time that suffices to look at it. The next `kubectl apply` creates it again, and it has no changes to make.
 */
const CLEANUP_TIME = Duration.minutes(10);

/** A thousand topics, each created by a JVM that starts slowly. */
const DEADLINE = Duration.hours(2);

/** The Job runs one small JVM at a time. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

/** Name of the Job and of its container. */
const JOB = 'topics';

const SCRIPT = 'apply-topics.sh';
const JOB_SCRIPTS = [...JOB_LIBRARY, SCRIPT];

/**
 * Adds a Job that applies the desired state, and a ConfigMap with that state. It may grow until synthesis, and the name of the Job depends
 * on it.
 *
 * @param server - host and port of the listener between brokers
 */
export function addTopicsJob(app: StatefulApp, props: ResolvedKafkaProps, server: string, desired: DesiredState): void {
  const { configMap } = app._jobs.addGrowingJob(JOB, () => jobProps(props, server, desired));
  configMap?.node.addValidation({ validate: () => sizeErrors(app, configMap, desired) });
}

function sizeErrors(app: StatefulApp, configMap: ApiObject, desired: DesiredState): string[] {
  const errors: Errors = new ValidationErrors();
  if (bytesTooMany(configMap, [desired.text]) !== undefined) {
    errors.add('TopicsTooLarge', {
      rule: `topics and users must fit into a ConfigMap of ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply stores the whole `
        + 'object in an annotation',
      got: `${desired.text.length} bytes`,
      remedy: 'remove topics that applications can create themselves, and use the defaults of the cluster for settings',
    });
  }
  return errors.lines(app);
}

function jobProps(props: ResolvedKafkaProps, server: string, desired: DesiredState): AppJobProps {
  const flags = commonFlags(props.jvmFlags);
  const { fromValue } = kplus.EnvValue;
  return {
    deadline: DEADLINE,
    cleanup: JobCleanup.after(CLEANUP_TIME),
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
