import { basename } from 'path';
import { ApiObject, Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { toolConfig } from './kafka-config';
import { DESIRED, LOG_DIR, RUN, TOOL_CONFIG, TOOL_LOG_CONFIG, USERS } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { TOOL_LOGGING } from './kafka-logging';
import { JOB_LIBRARY, SCRIPTS } from './kafka-scripts';
import { tlsFiles } from './kafka-tls';
import { DesiredState } from './kafka-topics';
import type { Errors } from '../../checks/errors';
import { ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { StatefulAppProps } from '../../stateful-app-props';
import { bytesTooMany, MAX_APPLIED_BYTES } from '../../values/applied-size';
import { Identity } from '../../values/identity';
import { Json, checksum } from '../../values/manifest';
import { jobPodLabels, jobPodTemplate } from '../shared/job-pod';
import { commonFlags } from '../shared/jvm-flags';

/**
 * A Job that has ended blocks another one with the same content: after a change that is undone, or for a second attempt. It is therefore
 * deleted after a time that suffices to look at it. The next `kubectl apply` creates it again, and it has no changes to make.
 */
const TTL_SECONDS = 600;

/** The name of a Job is a label of its pods, which has 63 characters at most. */
const LONGEST_PREFIX = 63 - '-topics-0123456789'.length;

/** The Job runs one small JVM at a time. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

/** Suffix of the Job's name, and name of its container. */
export const JOB = 'topics';

/** Key of the script in the ConfigMap, and its name in the pod. */
const SCRIPT = 'apply-topics.sh';
const JOB_SCRIPTS = [...JOB_LIBRARY, SCRIPT];

/** Properties of the set that the Job needs. */
interface TopicsContext {
  readonly identity: Identity;
  /** Blueprint of the brokers, whose image and security the Job uses. */
  readonly blueprint: StatefulAppProps;
  readonly props: ResolvedKafkaProps;
  /** Host and port of the listener between brokers. */
  readonly server: string;
}

/**
 * Adds a ConfigMap with the desired state and a Job that applies it. The desired state may grow until synthesis, and the name of the Job
 * depends on its content.
 */
export function addTopicsJob(scope: Construct, context: TopicsContext, desired: DesiredState): void {
  const { identity } = context;
  const { name } = identity;
  const files = () => ({
    ...Object.fromEntries(JOB_SCRIPTS.map(script => [script, SCRIPTS.text(script)])),
    [basename(TOOL_CONFIG)]: toolConfig(context.props),
    [basename(TOOL_LOG_CONFIG)]: TOOL_LOGGING,
    [basename(DESIRED)]: desired.text,
  });
  const configMap = addObject(scope, 'TopicsFiles', identity, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-topics` },
    data: Lazy.any({ produce: files }),
  });
  configMap.node.addValidation({ validate: () => sizeErrors(scope, configMap, desired) });
  const passwords = () => JSON.stringify([...desired.users].map(([user, { password }]) => [user, password.secret.name, password.key]));
  const hash = () => checksum({ ...files(), name, image: context.blueprint.image, passwords: passwords() });
  addObject(scope, 'Topics', identity, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: Lazy.any({ produce: () => `${name.slice(0, LONGEST_PREFIX)}-topics-${hash().slice(0, 10)}` }) as unknown as string,
      labels: jobPodLabels(name, JOB),
    },
    spec: Lazy.any({ produce: () => jobSpec(context, desired) }),
  });
}

function sizeErrors(scope: Construct, configMap: ApiObject, desired: DesiredState): string[] {
  const errors: Errors = new ValidationErrors();
  if (bytesTooMany(configMap, [desired.text]) !== undefined) {
    errors.add('TopicsTooLarge', {
      rule: `topics and users must fit into a ConfigMap of ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply stores the whole `
        + 'object in an annotation',
      got: `${desired.text.length} bytes`,
      remedy: 'remove topics that applications can create themselves, and use the defaults of the cluster for settings',
    });
  }
  return errors.lines(scope);
}

function jobSpec({ identity: { name }, blueprint, props, server }: TopicsContext, desired: DesiredState): Json {
  const flags = commonFlags(props.jvmFlags);
  return {
    backoffLimit: 4,
    ttlSecondsAfterFinished: TTL_SECONDS,
    template: jobPodTemplate({
      labels: jobPodLabels(name, JOB),
      container: JOB,
      blueprint,
      script: SCRIPTS.path(SCRIPT),
      env: [
        { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
        { name: 'SERVER', value: server },
        { name: 'LOG_DIR', value: LOG_DIR },
        ...flags.length > 0 ? [{ name: 'KAFKA_OPTS', value: flags.join(' ') }] : [],
      ],
      resources: props.topicsJobResources ?? RESOURCES,
      configMap: `${name}-topics`,
      files: {
        ...Object.fromEntries(JOB_SCRIPTS.map(script => [SCRIPTS.path(script), script])),
        ...Object.fromEntries([TOOL_CONFIG, TOOL_LOG_CONFIG, DESIRED].map(path => [path, basename(path)])),
      },
      secrets: {
        ...tlsFiles(props.tls),
        ...Object.fromEntries([...desired.users].map(([user, { password }]) => [`${USERS}/${user}`, password])),
      },
      run: RUN,
    }),
  };
}
