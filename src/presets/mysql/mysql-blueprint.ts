import { Duration } from 'cdk8s';
import {
  accountStatements, channelOptions, clientOptions, durabilityOf, emptyServerConfig, gracePeriod, MYSQL_USER, openingStatements,
  primaryConfig, replicaConfig, serverConfig,
} from './mysql-config';
import {
  BACKUP_USER, CLIENT_OPTIONS, CONFIG, EMPTY_CONFIG, ETC, FIRST_BOOT_FILE, INIT_FILE, MEMBERS_FILE, MYSQL_PORT, PASSWORDS, SOCKET, VOLUME,
} from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import { bufferPoolMiB } from './mysql-memory';
import { SCRIPTS } from './mysql-scripts';
import { writtenSettings } from './mysql-setting-checks';
import { tlsFiles } from './mysql-tls';
import { LTS_SERIES } from './mysql-versions';
import { PodManagementPolicy } from '../../blocks/rollout';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { LifecycleHook, Probe } from '../../values/probe';
import { ServiceTarget } from '../../values/service-target';

/** The whole set as a function of the props. */
export function mySqlBlueprint(props: ResolvedMySqlProps): StatefulAppProps {
  const { name, accounts, storage, storageClassName, primaryOrdinal, maxLag } = props;
  const durability = durabilityOf(props.durability, props.replicas);
  return {
    ...commonProps(props),
    user: props.user ?? MYSQL_USER,
    terminationGracePeriod: props.terminationGracePeriod ?? gracePeriod(bufferPoolMiB(props)),
    name,
    image: props.image,
    // replicas that have data must be reachable before an empty primary makes a decision
    podManagementPolicy: PodManagementPolicy.PARALLEL,
    ports: [Port.tcp(MYSQL_PORT, { name: 'mysql' })],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    command: ['bash', SCRIPTS.path('start.sh')],
    args: [`--defaults-file=${CONFIG}`, '--server-id=1$(POD_INDEX)', '--report-host=$(POD_NAME).$(NAME)', `--init-file=${INIT_FILE}`],
    env: {
      NAME: kplus.EnvValue.fromValue(name),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      PRIMARY_ORDINAL: kplus.EnvValue.fromValue(`${primaryOrdinal}`),
      ...maxLag ? { MAX_LAG_SECONDS: kplus.EnvValue.fromValue(`${maxLag.toSeconds()}`) } : {},
    },
    files: {
      ...SCRIPTS.files(),
      [CONFIG]: serverConfig(props),
      [`${ETC}/primary.cnf`]: primaryConfig(props, durability),
      [`${ETC}/replica.cnf`]: replicaConfig(props, durability),
      [`${ETC}/primary.sql`]: openingStatements(durability),
      [`${ETC}/channel.sql`]: channelOptions(props.tls),
      [CLIENT_OPTIONS]: clientOptions(props.tls),
      [`${ETC}/lts-series`]: LTS_SERIES.map(series => `${series}\n`).join(''),
      [EMPTY_CONFIG]: emptyServerConfig(props),
      [`${ETC}/accounts.sql`]: accountStatements({
        application: accounts.application,
        backupUser: props.backup && BACKUP_USER,
        isMonitored: props.monitoring !== undefined,
        tls: props.tls,
      }),
      ...Object.fromEntries(Object.entries(props.initScripts ?? {}).map(([script, text]) => [`${ETC}/init/${script}`, text])),
    },
    // read by the scripts at each start, so that neither disabling first boot nor another number of replicas rolls the pods
    reloadedFiles: {
      [FIRST_BOOT_FILE]: `${props.firstBoot}\n`,
      [MEMBERS_FILE]: `${props.replicas}\n`,
    },
    secretFiles: {
      [`${PASSWORDS}/root`]: accounts.rootPassword,
      [`${PASSWORDS}/replication`]: accounts.replicationPassword,
      ...accounts.application ? { [`${PASSWORDS}/application`]: accounts.application.password } : {},
      ...props.backup ? { [`${PASSWORDS}/backup`]: props.backup.password } : {},
      ...tlsFiles(props.tls),
    },
    // crash recovery of a large volume can take long: after an hour the container is restarted
    startup: Probe.exec(ping(), { period: Duration.seconds(1), timeout: Duration.seconds(5), failureThreshold: 3600 }),
    readiness: Probe.exec(['bash', SCRIPTS.path('ready.sh')], { period: Duration.seconds(2), timeout: Duration.seconds(5) }),
    // a denied login counts as alive, and faults of other members do not affect it
    liveness: Probe.exec(ping(), { period: Duration.seconds(10), timeout: Duration.seconds(10), failureThreshold: 12 }),
    preStop: LifecycleHook.exec(stepDown(props)),
    clientServices: {
      primary: { target: ServiceTarget.ordinal(primaryOrdinal) },
      read: {},
    },
  };
}

function ping(): string[] {
  return ['mysqladmin', '--no-defaults', '--user=nobody', `--socket=${SOCKET}`, 'ping'];
}

/**
 * Rejects new writes and waits for those in progress: a server that is shut down releases waiting commits without the replica that they
 * wait for. It waits 10 s at most, since there may be no replica. A primary with replicas and an event scheduler takes 8 s longer to end
 * than one without (11.9 s against 3.6 s, 9.7.4).
 */
function stepDown({ settings }: ResolvedMySqlProps): string[] {
  // a scheduler that is disabled cannot be switched off
  const isDisabled = writtenSettings(settings).event_scheduler?.toUpperCase() === 'DISABLED';
  const statements = `SET GLOBAL super_read_only = ON;${isDisabled ? '' : ' SET GLOBAL event_scheduler = OFF;'}`;
  return ['timeout', '10', 'mysql', '--no-defaults', '--user=mysql', `--socket=${SOCKET}`, `--execute=${statements}`];
}
