import { ApiObject, Duration, Size } from 'cdk8s';
import { superuserPod } from './postgresql-backup';
import { DESIRED, USERS } from './postgresql-contract';
import { DesiredState } from './postgresql-databases';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import type { Errors } from '../../checks/errors';
import { ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { AppJobProps, JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { bytesTooMany, MAX_APPLIED_BYTES } from '../../values/applied-size';
import { withoutUndefined } from '../../values/manifest';

/**
 * A Job that has ended blocks another one with the same content: after a change that is undone, or for a second attempt. It is therefore
 * deleted after a time that suffices to look at it. The next `kubectl apply` creates it again, and it has no changes to make.
 */
const CLEANUP_TIME = Duration.minutes(10);

const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

/**
 * Adds a Job that applies the desired state, and a ConfigMap with that state. It may grow until synthesis, and the name of the Job depends
 * on it.
 */
export function addAccountsJob(app: StatefulApp, props: ResolvedPostgreSqlProps, desired: DesiredState): void {
  const { configMap } = app._jobs.addGrowingJob('accounts', () => jobProps(props, desired));
  configMap?.node.addValidation({ validate: () => errorsOf(app, configMap, desired) });
}

function errorsOf(app: StatefulApp, configMap: ApiObject, desired: DesiredState): string[] {
  const errors: Errors = new ValidationErrors();
  desired.checkReferences(errors);
  if (bytesTooMany(configMap, [desired.text]) !== undefined) {
    errors.add('AccountsTooLarge', {
      rule: `databases, users and permissions must fit into a ConfigMap of ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply `
        + 'stores the whole object in an annotation',
      got: `${desired.text.length} bytes`,
      remedy: 'create databases that come and go in the application that needs them',
    });
  }
  return errors.lines(app);
}

function jobProps(props: ResolvedPostgreSqlProps, desired: DesiredState): AppJobProps {
  const pod = superuserPod('apply-accounts.sh', props);
  return {
    cleanup: JobCleanup.after(CLEANUP_TIME),
    ...withoutUndefined(props.accountsJob),
    ...pod,
    resources: RESOURCES,
    files: { ...pod.files, [DESIRED]: desired.text },
    secretFiles: {
      ...pod.secretFiles,
      ...Object.fromEntries(Object.entries(desired.passwords).map(([file, password]) => [`${USERS}/${file}`, password])),
    },
  };
}
