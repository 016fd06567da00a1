import { JobPodProps } from './job-props';
import { renderVariable } from './render-container';
import {
  checksumAnnotation, emptyDirMounts, emptyDirVolume, emptyDirVolumes, fileMounts, fileVolumes, secretVolumeName, textsByKey, VolumeMount,
  volumeNameOf,
} from '../blocks/files';
import { containerSecurityContext, securityOf, SecurityProps } from '../blocks/security';
import { copySecretsCommand } from '../scripting/role-scripts';
import { Identity } from '../values/identity';
import { Json, sortKeys, undefinedIfEmpty } from '../values/manifest';
import { resourcesSpec } from '../values/resources';
import { copyArguments, copyMounts, needsSecretCopies, secretMounts, secretVolumes } from '../values/secret-files';
import { variablesInOrder } from '../values/variables';

/** Props of the set that the pods of its Jobs share. */
export interface SetOfJob extends SecurityProps {
  readonly image: string;
  readonly shell?: string;
}

/** The pods of the set without their containers and volumes. Calls on the workload change them until synthesis. */
export interface PodOfSet {
  _sharedPodMetadata(): Json;
  _sharedPodSpec(): Json;
}

/** Labels by which the programs in the pods find the members and their roles. */
const OF_MEMBERS = 'cdk8s-stateful-app/';

/**
 * Labels of a Job's pods: those of the set's pods without the labels of its selector and of its members. Otherwise the Services, the budget
 * and the policies of the set, and programs such as Patroni, would treat the Job as a member.
 */
function jobLabels(identity: Identity, job: string, podLabels: Record<string, string> = {}): Record<string, string> {
  const labels = Object.entries(podLabels).filter(([key]) => !(key in identity.selector) && !key.startsWith(OF_MEMBERS));
  return { ...Object.fromEntries(labels), ...jobSelector(identity, job) };
}

/** The labels by which policies select the pods of a Job. */
export function jobSelector({ name, selector, labels }: Identity, job: string): Record<string, string> {
  const partOf = labels[PART_OF];
  return { 'app.kubernetes.io/name': `${name}-${job}`, ...partOf === undefined || PART_OF in selector ? {} : { [PART_OF]: partOf } };
}

const PART_OF = 'app.kubernetes.io/part-of';

/** The template of the Job's pods. */
export function jobTemplate(job: string, given: JobPodProps, identity: Identity, set: SetOfJob, pod: PodOfSet): Json {
  // the order of maps has no effect on the pods, so it must not change the name of the Job
  const props = sortKeys(given);
  const { labels, annotations } = pod._sharedPodMetadata();
  return {
    metadata: {
      labels: jobLabels(identity, job, labels),
      annotations: undefinedIfEmpty({ ...annotations, ...checksumAnnotation(textsByKey(props.files ?? {})) }),
    },
    spec: {
      ...specOfJob(pod._sharedPodSpec()),
      restartPolicy: 'Never',
      initContainers: undefinedIfEmpty(secretCopies(props, set)),
      containers: [jobContainer(job, props, set)],
      volumes: undefinedIfEmpty(jobVolumes(`${identity.name}-${job}`, props, set)),
    },
  };
}

/**
 * The pod's spec without the fields that make members of the pods. A Job runs on the nodes of the members; the spread of the members, and
 * their distance from other pods, do not concern it.
 */
function specOfJob({ topologySpreadConstraints, terminationGracePeriodSeconds, affinity, ...spec }: Json): Json {
  return { ...spec, affinity: affinity?.nodeAffinity && { nodeAffinity: affinity.nodeAffinity } };
}

function jobContainer(name: string, props: JobPodProps, set: SetOfJob): Json {
  const { image = set.image, command, args, workingDir, env = {}, envFrom = [], resources, user } = props;
  return {
    name,
    image,
    imagePullPolicy: set.imagePullPolicy,
    command,
    args,
    workingDir,
    env: undefinedIfEmpty(variablesInOrder(env).map(([variable, value]) => renderVariable(variable, value))),
    envFrom: undefinedIfEmpty(envFrom.map(source => source._toKube())),
    resources: resourcesSpec(resources),
    securityContext: containerSecurityContext(set, user),
    volumeMounts: undefinedIfEmpty(jobMounts(props, set)),
  };
}

/** The init container that copies Secrets which the group must not read. It uses the image of the set, because it needs its shell. */
function secretCopies({ secretFiles = {}, user, resources }: JobPodProps, set: SetOfJob): Json[] {
  if (set.shell === undefined || !needsSecretCopies(secretFiles)) { return []; }
  return [{
    name: 'secrets',
    image: set.image,
    imagePullPolicy: set.imagePullPolicy,
    command: copySecretsCommand(set.shell, copyArguments(secretFiles)),
    resources: resourcesSpec(resources),
    securityContext: containerSecurityContext(set, user),
    volumeMounts: copyMounts(secretFiles, secretVolumeName),
  }];
}

/** The mounts of the container. */
export function jobMounts(props: JobPodProps, set: SetOfJob): VolumeMount[] {
  const { files = {}, secretFiles = {}, emptyDirs = {}, existingClaims = {} } = props;
  return [
    ...Object.keys(existingClaims).map(mountPath => ({ name: volumeNameOf('claim', mountPath), mountPath })),
    ...fileMounts('files', Object.keys(files)),
    ...secretMounts(secretFiles, secretVolumeName),
    ...emptyDirMounts(emptyDirs),
    ...needsTmp(props, set) ? [{ name: 'tmp', mountPath: '/tmp' }] : [],
  ];
}

/** @param configMap - name of the ConfigMap with the files */
export function jobVolumes(configMap: string, props: JobPodProps, set: SetOfJob): Json[] {
  const { files = {}, secretFiles = {}, emptyDirs = {}, existingClaims = {} } = props;
  return [
    ...Object.entries(existingClaims).map(([path, claimName]) => ({
      name: volumeNameOf('claim', path), persistentVolumeClaim: { claimName },
    })),
    ...fileVolumes(configMap, files),
    ...secretVolumes(secretFiles, secretVolumeName),
    ...emptyDirVolumes(emptyDirs),
    ...needsTmp(props, set) ? [emptyDirVolume('tmp', {})] : [],
  ];
}

function needsTmp({ emptyDirs = {}, existingClaims = {} }: JobPodProps, set: SetOfJob): boolean {
  return securityOf(set).hasReadOnlyRoot && !('/tmp' in emptyDirs) && !('/tmp' in existingClaims);
}
