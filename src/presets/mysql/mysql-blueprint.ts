import { Duration } from 'cdk8s';
import { accountStatements, clientOptions, emptyServerConfig, gracePeriod, MYSQL_USER, serverConfig } from './mysql-config';
import {
  ADOPTION_FILE, BACKUP_USER, CLIENT_OPTIONS, CONFIG, EMPTY_CONFIG, ETC, FIRST_BOOT_FILE, MEMBERS_FILE, MYSQL_PORT, PASSWORDS,
  SOCKET, SOURCE_FILE, VOLUME,
} from './mysql-contract';
import { DEFAULTS, ResolvedMySqlProps } from './mysql-defaults';
import { groupParts, groupPodProps } from './mysql-group';
import { bufferPoolMiB } from './mysql-memory';
import { replicationEnv, replicationParts } from './mysql-replication';
import { declaredSource, sourceFiles, sourceSecrets } from './mysql-source-files';
import { tlsFiles } from './mysql-tls';
import { LTS_SERIES } from './mysql-versions';
import { PodManagement } from '../../blocks/rollout';
import { commonProps } from '../../common-props';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { AppProbe } from '../../values/probe';

/** The whole set as a function of the props. */
export function mySqlBlueprint(props: ResolvedMySqlProps): StatefulAppProps {
  const { name, accounts, storage, storageClassName, primaryOrdinal, maxLag, topology } = props;
  const { files, args, ...parts } = topology.isGroup ? groupParts(props) : replicationParts(props);
  return {
    ...commonProps(props),
    ...topology.isGroup ? groupPodProps(props) : {},
    user: props.user ?? MYSQL_USER,
    terminationGracePeriod: props.terminationGracePeriod ?? gracePeriod(bufferPoolMiB(props)),
    name,
    image: props.image,
    // replicas that have data must be reachable before an empty primary makes a decision
    podManagementPolicy: PodManagement.PARALLEL,
    ports: [Port.tcp(MYSQL_PORT, { name: 'mysql' })],
    claims: { data: { size: storage, storageClassName, mountPath: VOLUME } },
    ...parts,
    args: [`--defaults-file=${CONFIG}`, `--server-id=${props.serverIdPrefix}$(POD_INDEX)`, '--report-host=$(POD_NAME).$(NAME)', ...args],
    env: {
      NAME: kplus.EnvValue.fromValue(name),
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      PRIMARY_ORDINAL: kplus.EnvValue.fromValue(`${primaryOrdinal}`),
      ...props.serverIdPrefix === DEFAULTS.serverIdPrefix ? {} : { SERVER_ID_PREFIX: kplus.EnvValue.fromValue(`${props.serverIdPrefix}`) },
      ...maxLag ? { MAX_LAG_SECONDS: kplus.EnvValue.fromValue(`${maxLag.toSeconds()}`) } : {},
      ...topology.isGroup ? {} : replicationEnv(props),
    },
    files: {
      ...files,
      [CONFIG]: serverConfig(props),
      ...sourceFiles(props.source),
      [CLIENT_OPTIONS]: clientOptions(props.tls),
      [`${ETC}/lts-series`]: LTS_SERIES.map(series => `${series}\n`).join(''),
      [EMPTY_CONFIG]: emptyServerConfig(props),
      [`${ETC}/accounts.sql`]: accountStatements({
        application: accounts.application,
        backupUser: props.backup && BACKUP_USER,
        isMonitored: props.monitoring !== undefined,
        isGroup: topology.isGroup,
        tls: props.tls,
      }),
      ...Object.fromEntries(Object.entries(props.initScripts ?? {}).map(([script, text]) => [`${ETC}/init/${script}`, text])),
    },
    // read by the scripts at each start, so that neither the end of first boot or adoption nor another number of replicas
    // rolls the pods
    reloadedFiles: {
      [FIRST_BOOT_FILE]: `${props.firstBoot}\n`,
      [MEMBERS_FILE]: `${props.replicas}\n`,
      [SOURCE_FILE]: `${declaredSource(props.source)}\n`,
      [ADOPTION_FILE]: `${props.adopt !== undefined}\n${accounts.application?.user ?? ''}\n`,
    },
    secretFiles: {
      [`${PASSWORDS}/root`]: accounts.rootPassword,
      [`${PASSWORDS}/replication`]: accounts.replicationPassword,
      ...accounts.application ? { [`${PASSWORDS}/application`]: accounts.application.password } : {},
      ...props.backup ? { [`${PASSWORDS}/backup`]: props.backup.password } : {},
      ...sourceSecrets(props.source),
      ...tlsFiles(props.tls),
    },
    // crash recovery of a large volume can take long: after an hour the container is restarted
    startup: AppProbe.exec(ping(), { period: Duration.seconds(1), timeout: Duration.seconds(5), failureThreshold: 3600 }),
    // a denied login counts as alive, and faults of other members do not affect it
    liveness: AppProbe.exec(ping(), { period: Duration.seconds(30), timeout: Duration.seconds(10), failureThreshold: 4 }),
  };
}

function ping(): string[] {
  return ['mysqladmin', '--no-defaults', '--user=nobody', `--socket=${SOCKET}`, 'ping'];
}
