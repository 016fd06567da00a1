import { Cron, Duration, Size } from 'cdk8s';
import { FIRST_BOOT_FILE, MEMBERS_FILE, SOURCE_SECRETS, STORE_SECRETS, VOLUME } from './cassandra-contract';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { addMembersJob } from './cassandra-members-job';
import { RCLONE_SCRIPTS, SCRIPTS } from './cassandra-scripts';
import { CassandraRecovery, CassandraSnapshots } from './cassandra-snapshots-props';
import { AppContainerProps } from '../../blocks/containers';
import { baseName, directoryOf, keyOfPath } from '../../checks/path';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { PodEnv } from '../../values/pod-env';
import { Port } from '../../values/port';
import { withoutPodLimit } from '../../values/resources';
import { secretVolumes } from '../../values/secret-files';
import { ObjectStoreDirectory, storeKeys, storePort } from '../shared/object-store';

/** Suffix of the name of the CronJob, and name of the container. */
export const SNAPSHOTS_JOB = 'snapshots';

/** The image of rclone, if the user gives none. */
export const RCLONE_IMAGE = 'rclone/rclone:1.75';

/** rclone holds up to 4 parts of 5 MiB for each of 4 files, and a list of the files. */
const RCLONE_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(20), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(16), limit: Size.mebibytes(16) },
};

/** The schedule of the snapshots. */
export function snapshotScheduleOf(snapshots: CassandraSnapshots): Cron {
  return snapshots.schedule ?? Cron.schedule({ minute: '0', hour: '1' });
}

/** The deadline of a snapshot. */
export function snapshotDeadlineOf(snapshots: CassandraSnapshots): Duration {
  return snapshots.deadline ?? Duration.hours(12);
}

/** Adds the container that uploads the part of its member, and the CronJob that asks all members for theirs. */
export function addSnapshots(app: StatefulApp, props: ResolvedCassandraProps, snapshots: CassandraSnapshots): void {
  const { repository, image = RCLONE_IMAGE, keep = 7, resources = withoutPodLimit(RCLONE_RESOURCES, props.resources) } = snapshots;
  const container = app.addContainer({
    ...rclone('upload.sh', props, repository, STORE_SECRETS), name: SNAPSHOTS_JOB, image, resources,
  });
  container.env.addVariable('KEEP', kplus.EnvValue.fromValue(`${keep}`));
  mountFor(app, container, 'snapshots', STORE_SECRETS, repository);
  addMembersJob(app, SNAPSHOTS_JOB, {
    script: 'snapshot-job.sh', schedule: snapshotScheduleOf(snapshots), deadline: snapshotDeadlineOf(snapshots),
  });
}

/** Adds the init container that fetches the part of its member. */
export function addRecovery(app: StatefulApp, props: ResolvedCassandraProps, { repository, snapshot, image }: CassandraRecovery): void {
  const container = app.addInitContainer({
    ...rclone('fetch.sh', props, repository, SOURCE_SECRETS),
    name: 'restore',
    image: image ?? RCLONE_IMAGE,
    resources: withoutPodLimit(RCLONE_RESOURCES, props.resources),
  });
  container.env.addVariable('SNAPSHOT', kplus.EnvValue.fromValue(snapshot));
  mountFor(app, container, 'source', SOURCE_SECRETS, repository);
  const live = app.addVolume('source-live', configMap(`${app.name}-reloaded-files`, [FIRST_BOOT_FILE, MEMBERS_FILE]));
  container.mount(directoryOf(FIRST_BOOT_FILE), live, { readOnly: true });
}

/** A container that runs a script with rclone. Variables of rclone define the remote `store`, apart from its keys. */
function rclone(
  script: string, { clusterName, datacenter }: ResolvedCassandraProps, repository: ObjectStoreDirectory, secrets: string,
): Omit<AppContainerProps, 'name' | 'image'> {
  const { endpoint, bucket, path, region = 'us-east-1', pathStyle = false, authority } = repository;
  const { fromValue } = kplus.EnvValue;
  const remote = {
    TYPE: 's3',
    PROVIDER: 'Other',
    ENDPOINT: `https://${endpoint}`,
    REGION: region,
    FORCE_PATH_STYLE: `${pathStyle}`,
    LIST_VERSION: '2',
    // the key may be allowed to use the directory alone
    NO_CHECK_BUCKET: 'true',
  };
  return {
    command: ['sh', SCRIPTS.path(script)],
    env: {
      POD_NAME: PodEnv.name(),
      POD_INDEX: PodEnv.ordinal(),
      NAMESPACE: PodEnv.namespace(),
      CLUSTER_NAME: fromValue(clusterName),
      DATACENTER: fromValue(datacenter),
      REPOSITORY: fromValue(`store:${bucket}${path}`),
      ...Object.fromEntries(Object.entries(remote).map(([name, value]) => [`RCLONE_CONFIG_STORE_${name}`, fromValue(value)])),
      // no file: the remote is defined by variables
      RCLONE_CONFIG: fromValue('/notfound'),
      RCLONE_BUFFER_SIZE: fromValue('1M'),
      // a part leaves the volume when its upload has failed, and a store that does not answer would keep it for half an hour
      RCLONE_CONTIMEOUT: fromValue('15s'),
      RCLONE_LOW_LEVEL_RETRIES: fromValue('5'),
      ...authority ? { RCLONE_CA_CERT: fromValue(`${secrets}/ca.crt`) } : {},
    },
  };
}

/** The scripts, the volume of the member, and the keys of the store, which no other container has. */
function mountFor(app: StatefulApp, container: kplus.Container, name: string, secrets: string, repository: ObjectStoreDirectory): void {
  const scripts = app.addVolume(`${name}-scripts`, configMap(`${app.name}-files`, RCLONE_SCRIPTS.map(file => SCRIPTS.path(file))));
  const [{ name: volume, ...source }] = secretVolumes(storeKeys(secrets, repository), () => `${name}-store`);
  container.mount(directoryOf(SCRIPTS.path('store.sh')), scripts, { readOnly: true });
  container.mount(secrets, app.addVolume(volume, source), { readOnly: true });
  container.mount(VOLUME, app.claim('data'));
  if (repository.server) { app.allowTo(repository.server, Port.tcp(storePort(repository))); }
}

/** Some of the files that the main container also has. */
function configMap(name: string, paths: string[]): { [field: string]: any } {
  return { configMap: { name, items: paths.map(path => ({ key: keyOfPath(path), path: baseName(path) })) } };
}
