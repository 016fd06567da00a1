import { ApiObject, Duration, Size } from 'cdk8s';
import { DESIRED, RUN, SUPERUSER_PASSWORD, USERS } from './cassandra-contract';
import { ResolvedCassandraProps, SUPERUSER } from './cassandra-defaults';
import { DesiredState } from './cassandra-keyspaces';
import { JOB_LIBRARY, SCRIPTS } from './cassandra-scripts';
import { clientTlsFiles, cqlshFiles } from './cassandra-tls';
import type { Errors } from '../../checks/errors';
import { ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { AppJobProps, JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { bytesTooMany, MAX_APPLIED_BYTES } from '../../values/applied-size';
import { withoutUndefined } from '../../values/manifest';
import { jobNameEnv } from '../shared/preset';

/**
 * A Job that has ended blocks another one with the same content: after a change that is undone, or for a second attempt. It is therefore
 * deleted after a time that suffices to look at it. The next `kubectl apply` creates it again, and it has no changes to make.
 */
const CLEANUP_TIME = Duration.minutes(10);

/** The Job runs one `cqlsh` at a time. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

const SCRIPT = 'apply-accounts.sh';

/**
 * Adds a Job that applies the desired state, and a ConfigMap with that state. It may grow until synthesis, and the name of the Job depends
 * on it.
 */
export function addAccountsJob(app: StatefulApp, props: ResolvedCassandraProps, desired: DesiredState): void {
  const { configMap } = app._jobs.addGrowingJob('accounts', () => jobProps(props, desired));
  configMap?.node.addValidation({ validate: () => errorsOf(app, configMap, desired) });
}

function errorsOf(app: StatefulApp, configMap: ApiObject, desired: DesiredState): string[] {
  const errors: Errors = new ValidationErrors();
  desired.checkReferences(errors);
  if (bytesTooMany(configMap, [desired.text]) !== undefined) {
    errors.add('AccountsTooLarge', {
      rule: `keyspaces, users and permissions must fit into a ConfigMap of ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply `
        + 'stores the whole object in an annotation',
      got: `${desired.text.length} bytes`,
      remedy: 'create keyspaces that come and go with CQL',
    });
  }
  return errors.lines(app);
}

function jobProps(props: ResolvedCassandraProps, desired: DesiredState): AppJobProps {
  const { name, superuser, datacenter, tls } = props;
  const { fromValue } = kplus.EnvValue;
  return {
    cleanup: JobCleanup.after(CLEANUP_TIME),
    ...withoutUndefined(props.accountsJob),
    command: ['bash', SCRIPTS.path(SCRIPT)],
    env: {
      ...jobNameEnv(name),
      SERVER: fromValue(`${name}-client`),
      SUPERUSER: fromValue(superuser.name ?? SUPERUSER),
      DATACENTER: fromValue(datacenter),
    },
    resources: RESOURCES,
    files: {
      ...Object.fromEntries([...JOB_LIBRARY, SCRIPT].map(file => [SCRIPTS.path(file), SCRIPTS.text(file)])),
      ...cqlshFiles(tls),
      [DESIRED]: desired.text,
    },
    secretFiles: {
      [SUPERUSER_PASSWORD]: superuser.password,
      ...clientTlsFiles(tls),
      ...Object.fromEntries(Object.entries(desired.passwords).map(([user, password]) => [`${USERS}/${user}`, password])),
    },
    emptyDirs: { [RUN]: { inMemory: true, sizeLimit: Size.mebibytes(1) } },
  };
}
