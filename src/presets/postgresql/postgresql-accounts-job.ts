import { Size } from 'cdk8s';
import { superuserPod } from './postgresql-backup';
import { DESIRED, USERS } from './postgresql-contract';
import { DesiredState } from './postgresql-databases';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { kplus } from '../../kplus';
import { AppJobProps } from '../../pod/job-props';
import { withoutUndefined } from '../../values/manifest';
import { DeclarationsJob } from '../shared/declarations';

const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

/** The Job that applies databases, users and permissions. */
export function accountsJob(props: ResolvedPostgreSqlProps, desired: DesiredState): DeclarationsJob {
  return {
    name: 'accounts',
    desired,
    props: () => jobProps(props, desired),
    tooLarge: {
      code: 'AccountsTooLarge',
      things: 'databases, users and permissions',
      remedy: 'create databases that come and go in the application that needs them',
    },
  };
}

function jobProps(props: ResolvedPostgreSqlProps, desired: DesiredState): AppJobProps {
  const pod = superuserPod('apply-accounts.sh', props);
  return {
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
