import { Size } from 'cdk8s';
import { DESIRED, RUN, SUPERUSER_PASSWORD, USERS } from './cassandra-contract';
import { ResolvedCassandraProps, SUPERUSER } from './cassandra-defaults';
import { DesiredState } from './cassandra-keyspaces';
import { JOB_LIBRARY, SCRIPTS } from './cassandra-scripts';
import { clientTlsFiles, cqlshFiles } from './cassandra-tls';
import { kplus } from '../../kplus';
import { AppJobProps } from '../../pod/job-props';
import { withoutUndefined } from '../../values/manifest';
import { DeclarationsJob } from '../shared/declarations';
import { jobNameEnv } from '../shared/preset';

/** The Job runs one `cqlsh` at a time. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(50), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

const SCRIPT = 'apply-accounts.sh';

/** The Job that applies keyspaces, users and permissions. */
export function accountsJob(props: ResolvedCassandraProps, desired: DesiredState): DeclarationsJob {
  return {
    name: 'accounts',
    desired,
    props: () => jobProps(props, desired),
    tooLarge: {
      code: 'AccountsTooLarge',
      things: 'keyspaces, users and permissions',
      remedy: 'create keyspaces that come and go with CQL',
    },
  };
}

function jobProps(props: ResolvedCassandraProps, desired: DesiredState): AppJobProps {
  const { name, superuser, datacenter, tls } = props;
  const { fromValue } = kplus.EnvValue;
  return {
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
