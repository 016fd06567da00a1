import { AppCronJobProps, JobOptions, JobPodProps, AppJobProps } from './job-props';
import { jobMounts, jobVolumes, SetOfJob } from './job-template';
import { checkCommands, checkMounts, checkVolumeNames } from './workload-checks';
import { checkContainer } from '../blocks/containers';
import { checkFiles } from '../blocks/files';
import { checkPeer } from '../blocks/network';
import type { Code } from '../checks/codes';
import { brokenCronRule } from '../checks/cron';
import { isDnsLabel, isDnsSubdomain } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { checkAnnotations } from '../checks/labels';
import { isAbsolutePath } from '../checks/path';
import { checkSeconds, checkWhole } from '../checks/ranges';
import { isExecutable } from '../checks/text-files';
import { hasToken } from '../checks/tokens';
import { Identity } from '../values/identity';

/** The type of the API's field. */
const MAX_SECONDS = 2 ** 31 - 1;

/** Leaves room for the beginning of the set's name and the hash in the name of the Job. */
const MAX_NAME = 40;

/** The value of the label `app.kubernetes.io/name` of the pods. */
const MAX_LABEL = 63;

/** The controller appends `-<10 digits>` to the name of a CronJob, and the result is the value of a label of the pods. */
const MAX_CRON_JOB = 52;

/** Remedy for a schedule. */
export const NIGHTLY = 'use Cron.schedule({ minute: \'0\', hour: \'3\' }) for each night';

export function checkJob(name: string, props: AppJobProps, identity: Identity, set: SetOfJob, errors: Errors): void {
  checkName(name, identity, MAX_LABEL, errors);
  checkJobOptions('', props, errors);
  checkPod(name, props, set, errors);
}

/** A CronJob that a prop adds, by the suffix of its name. */
interface AddedCronJob {
  readonly code: Code;
  readonly prop: string;
  readonly name: string;
  readonly suffix: string;
}

/** The name of a set to which a prop adds a CronJob. */
export function checkCronJobName(errors: Errors, { code, prop, name, suffix }: AddedCronJob): void {
  const longest = MAX_CRON_JOB - suffix.length - 1;
  if (name.length <= longest) { return; }
  errors.add(code, {
    rule: `name must have at most ${longest} characters with ${prop}, because the name of the CronJob ${name}-${suffix} must have at most `
      + `${MAX_CRON_JOB}`,
    got: name,
    remedy: `shorten it by ${name.length - longest}`,
  });
}

export function checkCronJob(name: string, props: AppCronJobProps, identity: Identity, set: SetOfJob, errors: Errors): void {
  checkName(name, identity, MAX_CRON_JOB, errors);
  const brokenRule = brokenCronRule(props.schedule);
  if (brokenRule !== undefined) {
    errors.add('ScheduleInvalid', {
      rule: `schedule must ${brokenRule}`,
      got: props.schedule.expressionString,
      remedy: NIGHTLY,
    });
  }
  checkJobOptions('', props, errors);
  checkPod(name, props, set, errors);
}

function checkName(name: string, identity: Identity, max: number, errors: Errors): void {
  const length = `${identity.name}-${name}`.length;
  if (!isDnsLabel(name, MAX_NAME)) {
    errors.add('JobNameInvalid', {
      rule: `the name of a Job must be a DNS label of at most ${MAX_NAME} characters (lower-case letters, digits and dashes)`,
      got: name,
      remedy: 'use a name such as migrate',
    });
  } else if (length > max) {
    errors.add('JobNameTooLong', {
      rule: `the name of the set and that of the ${max === MAX_LABEL ? 'Job' : 'CronJob'} must have at most ${max - 1} characters `
        + 'together, because the pods have both in a label',
      got: name,
      remedy: `shorten one of them by ${length - max}`,
    });
  }
}

/** @param parent - prop of a preset that has the options, with a dot at its end */
export function checkJobOptions(parent: string, { deadline, retries, cleanup, annotations }: JobOptions, errors: Errors): void {
  checkDeadline(`${parent}deadline`, deadline, errors);
  checkWhole(errors, {
    code: 'JobRetriesInvalid', prop: `${parent}retries`, value: retries, of: 'attempts', remedy: 'omit it for the default',
  }, 0, MAX_SECONDS);
  checkSeconds(errors, {
    code: 'JobCleanupInvalid', prop: `${parent}cleanup`, value: cleanup?.time, remedy: 'use JobCleanup.after(Duration.minutes(10))',
  }, 0, MAX_SECONDS);
  checkAnnotations(`${parent}annotations`, annotations, errors);
}

export function checkDeadline(prop: string, deadline: unknown, errors: Errors): void {
  checkSeconds(errors, { code: 'JobDeadlineInvalid', prop, value: deadline, remedy: 'use Duration.hours(12)' }, 1, MAX_SECONDS);
}

function checkPod(name: string, props: JobPodProps, set: SetOfJob, errors: Errors): void {
  const { image, shell } = set;
  if (props.image === undefined && props.command === undefined) {
    errors.add('JobCommandMissing', {
      rule: `command of the Job ${name} must be given without image, because the entry point of the set's image starts a server`,
      got: props.command,
      remedy: 'add a command such as [\'redis-cli\', \'-h\', app.host(0), \'SAVE\']',
    });
  }
  const { command, args, env, resources, user } = props;
  checkContainer(name, { image: props.image ?? image, command, args, env, resources }, errors);
  checkWhole(errors, {
    code: 'ContainerUserInvalid', prop: `user of container ${name}`, value: user, remedy: 'omit it to use the user of the main container',
  }, 1, MAX_SECONDS);
  checkFiles({ files: props.files, secretFiles: props.secretFiles, emptyDirs: props.emptyDirs, shell }, errors);
  const { existingClaims = {} } = props;
  for (const [path, claim] of Object.entries(existingClaims)) {
    if (!isDnsSubdomain(claim) && !hasToken(claim)) {
      errors.add('JobClaimInvalid', {
        rule: `existingClaims.${path} must be the name of a PersistentVolumeClaim`, got: claim, remedy: 'use a name such as redis-dumps',
      });
    }
  }
  for (const peer of props.servers ?? []) { checkPeer(peer, errors); }
  const mounts = jobMounts(props, set);
  // checkFiles has reported the other paths
  const paths = mounts.map(mount => mount.mountPath).filter(path => isAbsolutePath(path) || path in existingClaims);
  checkMounts(name, paths, mounts, errors);
  checkVolumeNames(jobVolumes('', props, set).map(volume => volume.name), errors);
  const texts = Object.entries(props.files ?? {}).filter(([, text]) => !isExecutable(text)).map(([path]) => path);
  checkCommands(name, [command ?? []], texts, errors);
}
