import { Chart, Cron, Duration } from 'cdk8s';
import { NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';
import { cassandra, password } from './cassandra';

function repository(chart: Chart, props: LooseProps): LooseProps {
  const keys = { accessKey: password(chart, 'id'), secretKey: password(chart, 'key') };
  return { endpoint: 's3.example.com', bucket: 'backups', path: '/shop', ...keys, ...props };
}

/** Props by a chart, in which the Secret is. */
type Given = (chart: Chart) => LooseProps;

function refused(title: string, bad: Given, error: string, good: Given): BadInput {
  return {
    title: `for Cassandra: ${title}`,
    bad: (_, chart) => cassandra(chart, bad(chart)),
    error: `${error} at test/Ring]`,
    good: (_, chart) => cassandra(chart, good(chart)),
  };
}

const snapshots = (props: LooseProps, store: LooseProps = {}): Given => chart => ({
  snapshots: { repository: repository(chart, store), ...props },
});

const restoreFrom = (snapshot: string, store: LooseProps = {}): Given => chart => ({
  restoreFrom: { repository: repository(chart, store), snapshot },
});

const NAME = '2026-01-02T01-00-05Z';

export const cassandraSnapshotsCases: BadInput[] = [
  refused('an object store by its URL', snapshots({}, { endpoint: 'https://s3.example.com' }),
    'snapshots.repository.endpoint must be a host name, optionally with a port, because rclone connects over TLS and verifies the name, '
    + 'got "https://s3.example.com"; use s3.eu-central-1.amazonaws.com or store.example.com:9000 [RepositoryInvalid',
    snapshots({}, { endpoint: 's3.example.com:9000' })),
  refused('a path of a repository without a slash', restoreFrom(NAME, { path: 'shop' }),
    'restoreFrom.repository.path must begin with a slash, end without one, and have letters, digits, dots, dashes and underscores between '
    + 'slashes, got "shop"; use a path such as /shop/cassandra [RepositoryInvalid', restoreFrom(NAME, { path: '/shop' })),
  refused('a network policy that blocks the object store', chart => ({ ...snapshots({})(chart), networkAccess: NetworkAccess.isolated() }),
    'snapshots.repository.server must be set if networkAccess is isolated, because otherwise the members cannot connect to the object '
    + 'store, got undefined; use server: NetworkPeer.cidr(\'10.0.0.0/8\') with the addresses of the store [RepositoryUnreachable',
    chart => ({ ...snapshots({}, { server: NetworkPeer.cidr('10.1.0.0/16') })(chart), networkAccess: NetworkAccess.isolated() })),
  refused('no snapshot to keep', snapshots({ keep: 0 }),
    'snapshots.keep must be a whole number of snapshots, 1 or more, because otherwise each snapshot would be deleted as soon as it is '
    + 'complete, got 0; omit it for the default (7) [BackupKeepInvalid', snapshots({ keep: 1 })),
  refused('snapshots in each minute of an hour', snapshots({ schedule: Cron.schedule({ hour: '1' }) }),
    'snapshots.schedule must have a minute, because otherwise it runs in every minute of the times that it names, got "* 1 * * *"; '
    + 'use Cron.schedule({ minute: \'0\', hour: \'3\' }) for each night [BackupScheduleInvalid',
    snapshots({ schedule: Cron.schedule({ minute: '30', hour: '1' }) })),
  refused('snapshots that end at once', snapshots({ deadline: Duration.seconds(0) }),
    'snapshots.deadline must be whole seconds from 1 to 2147483647, got "0s"; use Duration.hours(12) [JobDeadlineInvalid',
    snapshots({ deadline: Duration.hours(1) })),
  refused('a name that leaves no room for the Job of the snapshots', chart => ({ ...snapshots({})(chart), name: 'c'.repeat(43) }),
    `name must have at most 42 characters with snapshots, because the name of the CronJob ${'c'.repeat(43)}-snapshots must have at most `
    + `52, got "${'c'.repeat(43)}"; shorten it by 1 [BackupNameTooLong`, chart => ({ ...snapshots({})(chart), name: 'c'.repeat(42) })),
  refused('a time in place of the name of a snapshot', restoreFrom('2026-01-02T01:00:05Z'),
    'restoreFrom.snapshot must be the name of a snapshot, which is the time at which it began, got "2026-01-02T01:00:05Z"; use a name from '
    + 'the log of the Job, such as 2026-01-02T01-00-05Z [SnapshotNameInvalid', restoreFrom(NAME)),
  refused('snapshots in the directory of the source',
    chart => ({ ...snapshots({})(chart), ...restoreFrom(NAME)(chart) }),
    'snapshots.repository.path must differ from that of restoreFrom, because a repository has the snapshots of one ring, got "/shop"; '
    + 'use a path such as /shop-2 [SnapshotsIntoSource',
    chart => ({ ...snapshots({}, { path: '/shop-2' })(chart), ...restoreFrom(NAME)(chart) })),
];
