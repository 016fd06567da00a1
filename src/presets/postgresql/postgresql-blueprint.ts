import { Duration, Size } from 'cdk8s';
import { archiveFiles, archiveSecrets, recoveryTarget } from './postgresql-archive-config';
import { dynamicConfig, gracePeriod, maxLagBytes, patroniConfig, POSTGRES_USER, serviceFile } from './postgresql-config';
import {
  CONFIG, DYNAMIC_CONFIG, ETC, FIRST_BOOT_FILE, PASSWORDS, PATRONI_PORT, POSTGRESQL_PORT, PRIMARY_ROLE, REPLICA_ROLE, ROLE_LABEL,
  SCOPE_LABEL, SERVICES, VOLUME,
} from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { parallelMemoryMiB, sharedBuffersMiB } from './postgresql-memory';
import { firstBootStatements, recoveredStatements } from './postgresql-provision';
import { accountName } from './postgresql-rbac';
import { SCRIPTS } from './postgresql-scripts';
import { tlsFiles } from './postgresql-tls';
import { PodManagement } from '../../blocks/rollout';
import { secondsOf } from '../../checks/seconds';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { AppProbe, LifecycleHook } from '../../values/probe';
import { ServiceTarget } from '../../values/service-target';
import { accountOf } from '../shared/api-access';

/** The whole set as a function of the props. */
export function postgreSqlBlueprint(props: ResolvedPostgreSqlProps): StatefulAppProps {
  const { name, accounts, storage, storageClassName } = props;
  return {
    ...commonProps(props),
    user: props.user ?? POSTGRES_USER,
    terminationGracePeriod: props.terminationGracePeriod ?? gracePeriod(sharedBuffersMiB(props)),
    serviceAccount: accountOf(accountName(name), props.serviceAccount),
    podLabels: { ...props.podLabels, [SCOPE_LABEL]: name },
    name,
    image: props.image,
    // members that have data must be there before an empty one decides
    podManagementPolicy: PodManagement.PARALLEL,
    ports: [Port.tcp(POSTGRESQL_PORT, { name: 'postgresql' }), Port.tcp(PATRONI_PORT, { name: 'patroni', forClients: false })],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    clientServices: {
      primary: { target: ServiceTarget.labels({ [ROLE_LABEL]: PRIMARY_ROLE }) },
      replicas: { target: ServiceTarget.labels({ [ROLE_LABEL]: REPLICA_ROLE }) },
    },
    emptyDirs: {
      '/dev/shm': { inMemory: true, sizeLimit: Size.mebibytes(parallelMemoryMiB(props)) },
    },
    command: ['bash', SCRIPTS.path('start.sh')],
    env: {
      NAME: kplus.EnvValue.fromValue(name),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      NAMESPACE: PodEnv.namespace(),
      POD_IP: PodEnv.ip(),
      ...props.restoreFrom?.targetTime ? { RECOVERY_TARGET: kplus.EnvValue.fromValue(recoveryTarget(props.restoreFrom.targetTime)) } : {},
      PATRONI_NAME: PodEnv.name(),
      PATRONI_KUBERNETES_NAMESPACE: PodEnv.namespace(),
      // addresses, because the cluster's DNS has the previous address of a pod for up to 30 s
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: kplus.EnvValue.fromValue(`$(POD_IP):${POSTGRESQL_PORT}`),
      // with a socket of both families, Patroni would not recognize the members' addresses
      PATRONI_RESTAPI_LISTEN: kplus.EnvValue.fromValue(`$(POD_IP):${PATRONI_PORT}`),
      PATRONI_RESTAPI_CONNECT_ADDRESS: kplus.EnvValue.fromValue(`$(POD_IP):${PATRONI_PORT}`),
    },
    files: {
      ...SCRIPTS.files(),
      ...archiveFiles(props),
      [CONFIG]: patroniConfig(props),
      [DYNAMIC_CONFIG]: `${JSON.stringify(dynamicConfig(props), undefined, 2)}\n`,
      [SERVICES]: serviceFile(props),
      [`${ETC}/first-boot.sql`]: firstBootStatements(accounts.application),
      ...props.restoreFrom ? { [`${ETC}/recovered.sql`]: recoveredStatements(accounts.application) } : {},
    },
    reloadedFiles: { [FIRST_BOOT_FILE]: `${props.firstBoot}\n` },
    secretFiles: {
      [`${PASSWORDS}/superuser`]: accounts.superuserPassword,
      [`${PASSWORDS}/replication`]: accounts.replicationPassword,
      ...accounts.application ? { [`${PASSWORDS}/application`]: accounts.application.password } : {},
      ...tlsFiles(props.tls),
      ...archiveSecrets(props),
    },
    // Patroni answers before the server has recovered, so an hour is for the bootstrap alone
    startup: AppProbe.http('/liveness', {
      portName: 'patroni', period: Duration.seconds(1), timeout: Duration.seconds(5), failureThreshold: 3600,
    }),
    // fails if Patroni itself hangs, and neither without a primary nor without the Kubernetes API
    liveness: AppProbe.http('/liveness', {
      portName: 'patroni', period: Duration.seconds(10), timeout: Duration.seconds(5), failureThreshold: 6,
    }),
    // a replica does not stream while a primary is replaced, and continues to serve readers for that time
    readiness: AppProbe.http(`/readiness?lag=${maxLagBytes(props)}`, {
      portName: 'patroni',
      period: Duration.seconds(2),
      timeout: Duration.seconds(2),
      failureThreshold: Math.ceil(secondsOf(props.ttl) / 2) + 5,
    }),
    preStop: LifecycleHook.exec(['bash', SCRIPTS.path('hand-over.sh')]),
  };
}
