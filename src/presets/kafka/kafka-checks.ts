import { Size } from 'cdk8s';
import { controllerBlueprint, GRACE_SECONDS, kafkaBlueprint } from './kafka-blueprint';
import { checkClusterId } from './kafka-cluster-ids';
import { replicationOf } from './kafka-config';
import { DEFAULTS, ResolvedKafkaProps } from './kafka-defaults';
import { checkDisruptions } from './kafka-disruption-checks';
import { checkExternal } from './kafka-external-checks';
import { checkLogging, OWN_FLAGS } from './kafka-logging';
import { NEEDS } from './kafka-memory';
import { checkNodeIds } from './kafka-node-ids';
import { controllerCount, MAX_BROKERS } from './kafka-nodes';
import { KafkaProps } from './kafka-props';
import { checkServerSettings } from './kafka-setting-checks';
import { OLDEST_SERIES } from './kafka-versions';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkSeconds, checkSize, checkWhole } from '../../checks/ranges';
import { isWholeSeconds, secondsOf, formatSeconds } from '../../checks/seconds';
import { checkJobOptions } from '../../pod/job-checks';
import { checkResources } from '../../values/resources';
import { checkAdoption } from '../shared/adoption';
import { checkImageMaker } from '../shared/image-maker';
import { checkImageSeries } from '../shared/image-series';
import { checkJmxMonitoring } from '../shared/jmx-exporter';
import { checkJvm } from '../shared/jvm-heap';
import { Place, PresetRules } from '../shared/rules';

/** Half of the memory is for the page cache and for the memory that Java uses outside its heap. */
const MAX_HEAP_PERCENT = 50;

/** `metadata.max.retention.bytes` is 100 MiB, and a snapshot is written before the log is deleted. */
const LEAST_STORAGE_MIB = 256;

const MAX_COPIES = 32767;
const MAX_PARTITIONS = 10_000;

/** The rules of the props that only Kafka has. */
export const RULES: PresetRules<KafkaProps, typeof DEFAULTS> = {
  preset: 'Kafka',
  defaults: DEFAULTS,
  check: checkKafka,
  blueprints: props => [kafkaBlueprint(props), ...props.controllers?.isDedicated ? [controllerBlueprint(props)] : []],
  optional: [
    'controllers', 'tls', 'external', 'sasl', 'authorization', 'settings', 'replicationFactor', 'minInSyncReplicas', 'partitions',
    'retention', 'firstNodeId', 'adopt', 'heapPercent', 'jvmFlags', 'rack', 'monitoring', 'logging', 'topicsJobResources', 'topicsJob',
  ],
  placeholders: ({ replicas }) => ({
    replicas: isIntegerIn(replicas, 1, MAX_BROKERS) ? replicas : 3, storage: Size.gibibytes(1), clusterId: 'any',
  }),
};

function checkKafka(props: ResolvedKafkaProps, errors: Errors, { path, namespace }: Place): void {
  checkNodes(props, errors);
  checkClusterId(props, path, errors);
  checkAdoption(props, errors);
  checkNodeIds(props, errors);
  checkCopies(props, errors);
  checkDisruptions(props, errors);
  checkTimes(props, errors);
  checkMemory(props, errors);
  checkSecurity(props, errors);
  if (props.external !== undefined) { checkExternal(props.external, props, errors); }
  if (props.logging !== undefined) { checkLogging(props.logging, errors); }
  if (props.topicsJob) { checkJobOptions('topicsJob.', props.topicsJob, errors); }
  checkServerSettings(props, errors);
  if (props.monitoring) { checkJmxMonitoring(props.monitoring, namespace, errors); }
}

function checkNodes(props: ResolvedKafkaProps, errors: Errors): void {
  const { replicas, controllers, storage, image } = props;
  checkWhole(errors, {
    code: 'MembersInvalid',
    prop: 'replicas',
    value: replicas,
    of: 'brokers',
    remedy: replicas === 0 ? 'use 3, and kubectl scale to stop the members temporarily' : 'use 3',
  }, 1, MAX_BROKERS);
  const hasBrokers = isIntegerIn(replicas, 1, MAX_BROKERS);
  const count = controllerCount(controllers, replicas);
  if (![1, 3, 5].includes(count)) {
    errors.add('ControllersInvalid', {
      rule: 'controllers must be 1, 3 or 5, because an even number tolerates no more failures than one fewer',
      got: count,
      remedy: 'use 3, of which one can be unavailable',
    });
  } else if (!controllers?.isDedicated && hasBrokers && count > replicas) {
    errors.add('ControllersMissing', {
      rule: `controllers must be at most ${replicas}, because combined controllers run on the brokers`,
      got: count,
      remedy: 'use fewer controllers, more replicas, or Controllers.dedicated()',
    });
  }
  for (const [prop, size] of Object.entries({
    storage,
    ...controllers?.options?.storage ? { 'controllers.storage': controllers.options.storage } : {},
  })) {
    checkSize(errors, {
      code: 'StorageInvalid',
      prop,
      value: size,
      because: 'each node keeps up to 100 MiB of metadata before it deletes any',
      remedy: prop === 'storage' ? 'use Size.gibibytes(100)' : 'omit it for the default (5 GiB)',
    }, LEAST_STORAGE_MIB);
  }
  checkImageMaker(props, 'Kafka', DEFAULTS.image, errors);
  checkImageSeries(image, OLDEST_SERIES, errors);
}

function checkCopies(props: ResolvedKafkaProps, errors: Errors): void {
  const { replicas, partitions } = props;
  const remedy = 'omit it for the default (1)';
  checkWhole(errors, { code: 'PartitionsInvalid', prop: 'partitions', value: partitions, remedy }, 1, MAX_PARTITIONS);
  if (!isIntegerIn(replicas, 1, MAX_BROKERS)) { return; }
  const { replicationFactor: copies, minInSyncReplicas: inSync } = replicationOf(props);
  if (!isIntegerIn(copies, 1, MAX_COPIES) || copies > replicas) {
    errors.add('ReplicationFactorTooHigh', {
      rule: `replicationFactor must be a whole number from 1 to ${replicas} (the number of brokers), because each copy is on a different `
        + 'broker',
      got: copies,
      remedy: `omit it for the default (${Math.min(3, replicas)}), or use more replicas`,
    });
  } else if (!isIntegerIn(inSync, 1, copies) || (inSync === copies && copies > 1)) {
    errors.add('MinInSyncReplicasTooHigh', {
      rule: `minInSyncReplicas must be a whole number from 1 to ${Math.max(1, copies - 1)}, because only ${copies - 1} of ${copies} copies `
        + 'are in sync while a broker restarts, so every rolling update would block writers',
      got: inSync,
      remedy: `omit it for the default (${Math.max(1, copies - 1)}), or use a higher replicationFactor`,
    });
  }
}

function checkTimes({ retention, terminationGracePeriod: grace }: ResolvedKafkaProps, errors: Errors): void {
  checkSeconds(errors, { code: 'RetentionInvalid', prop: 'retention', value: retention, remedy: 'omit it for the default (7 days)' }, 1);
  if (grace !== undefined && isWholeSeconds(grace, 0) && secondsOf(grace) < GRACE_SECONDS) {
    errors.add('GracePeriodTooShort', {
      rule: `terminationGracePeriod must be ${GRACE_SECONDS} s or more, because a broker moves its partition leaders for up to 300 s, and `
        + 'a broker that is killed earlier must recover its logs at the next start',
      got: formatSeconds(grace),
      remedy: `omit it for the default (${GRACE_SECONDS} s)`,
    });
  }
}

function checkMemory(props: ResolvedKafkaProps, errors: Errors): void {
  const { heapPercent, controllers, topicsJobResources } = props;
  checkResources('topics', topicsJobResources, errors);
  checkJvm(props, NEEDS.broker, errors, OWN_FLAGS);
  if (controllers?.isDedicated) {
    checkJvm({ resources: controllers.options?.resources, resourcesProp: 'controllers.resources' }, NEEDS.controller, errors);
  }
  if (heapPercent !== undefined && Number.isInteger(heapPercent) && heapPercent > MAX_HEAP_PERCENT && heapPercent <= 90) {
    errors.add('HeapCrowdsPageCache', {
      rule: `heapPercent must be ${MAX_HEAP_PERCENT} or less, because the broker reads records from the page cache, which uses the rest of `
        + 'the memory limit',
      got: heapPercent,
      remedy: `omit it for the default (${MAX_HEAP_PERCENT})`,
    });
  }
}

function checkSecurity({ tls, sasl, authorization, settings }: ResolvedKafkaProps, errors: Errors): void {
  const { clientAuth } = tls ?? {};
  if (clientAuth !== undefined && !['none', 'requested', 'required'].includes(clientAuth)) {
    errors.add('ClientAuthInvalid', {
      rule: 'tls.clientAuth must be none, requested or required',
      got: clientAuth,
      remedy: 'omit it for the default (none)',
    });
  }
  for (const [prop, value] of Object.entries({ sasl, authorization })) {
    if (value !== undefined && tls === undefined) {
      errors.add('TlsMissing', {
        rule: `${prop} requires tls, because without it the nodes cannot authenticate each other, and any client could act as a node`,
        got: tls,
        remedy: 'add tls: { certificate }',
      });
    }
  }
  const admitsAnonymous = settings?.['allow.everyone.if.no.acl.found'] === 'true' || authorization?.superUsers.includes('User:ANONYMOUS');
  if (authorization && tls && !sasl && (clientAuth === undefined || clientAuth === 'none') && !admitsAnonymous) {
    errors.add('ClientsAnonymous', {
      rule: 'authorization requires sasl or tls.clientAuth, because otherwise every client is User:ANONYMOUS, which has no permissions',
      got: clientAuth,
      remedy: 'add sasl: KafkaSasl.scram() or clientAuth: \'required\'',
    });
  }
  if (authorization !== undefined && !(authorization.superUsers.length > 0
    && authorization.superUsers.every(user => /^User:[^;\r\n]+$/.test(user)))) {
    errors.add('SuperUsersInvalid', {
      rule: 'authorization.superUsers must be principals and include the principal of the nodes',
      got: authorization.superUsers,
      remedy: 'use [\'User:CN=kafka\'] if the certificate of the nodes has the subject CN=kafka',
    });
  }
}
