import { Cron, Duration } from 'cdk8s';
import { JobCleanup, NetworkAccess, NetworkPeer, Port } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

const command = ['redis-cli', '-h', 'redis-0.redis', 'SAVE'];

/** A Job with what is given added or, with `undefined`, taken away. */
function refused(title: string, bad: LooseProps, error: string, good: LooseProps = {}): BadInput {
  return {
    title: `for a Job with ${title}`,
    bad: redis => redis().addJob('save', { command, ...bad } as any),
    error: `${error} at test/Redis]`,
    good: redis => redis().addJob('save', { command, ...good } as any),
  };
}

/** As in packages that run cron lines. */
class Namesake {}
Object.defineProperty(Namesake, 'name', { value: 'Cron' });

const FACTORY = ' from one of its factories, got a Cron';
const MADE = 'use Cron.schedule({ minute: \'0\', hour: \'3\' })';

export const jobCases: BadInput[] = [
  {
    title: 'for a Job whose name is not a DNS label',
    bad: redis => redis().addJob('Save', { command }),
    error: 'the name of a Job must be a DNS label of at most 40 characters (lower-case letters, digits and dashes), got "Save"; use a '
      + 'name such as migrate [JobNameInvalid at test/Redis]',
    good: redis => redis().addJob('save', { command }),
  },
  {
    title: 'for a Job whose name does not fit into a label with that of the set',
    bad: redis => redis({ name: 'r'.repeat(52) }).addJob('save-all-of-it', { command }),
    error: 'the name of the set and that of the Job must have at most 62 characters together, because the pods have both in a label, got '
      + '"save-all-of-it"; shorten one of them by 4 [JobNameTooLong at test/Redis]',
    good: redis => redis({ name: 'r'.repeat(52) }).addJob('save-all-o', { command }),
  },
  {
    title: 'for a CronJob whose Jobs would have names that are too long',
    bad: redis => redis({ name: 'r'.repeat(48) }).addCronJob('save', { command, schedule: Cron.daily() }),
    error: 'the name of the set and that of the CronJob must have at most 51 characters together, because the pods have both in a label, '
      + 'got "save"; shorten one of them by 1 [JobNameTooLong at test/Redis]',
    good: redis => redis({ name: 'r'.repeat(47) }).addCronJob('save', { command, schedule: Cron.daily() }),
  },
  {
    title: 'for two Jobs of one name',
    bad: redis => {
      const app = redis();
      app.addJob('save', { command });
      app.addCronJob('save', { command, schedule: Cron.daily() });
    },
    error: 'the Jobs of an application must have different names, got "save"; choose another name [JobTaken at test/Redis]',
    good: redis => {
      const app = redis();
      app.addJob('save', { command });
      app.addCronJob('save-daily', { command, schedule: Cron.daily() });
    },
  },
  refused('neither an image nor a command', { command: undefined },
    'command of the Job save must be given without image, because the entry point of the set\'s image starts a server, got undefined; add '
      + 'a command such as [\'redis-cli\', \'-h\', app.host(0), \'SAVE\'] [JobCommandMissing', { command: undefined, image: 'save:1.0' }),
  refused('a deadline that has passed', { deadline: Duration.seconds(0) },
    'deadline must be whole seconds from 1 to 2147483647, got "0s"; use Duration.hours(12) [JobDeadlineInvalid',
    { deadline: Duration.seconds(1) }),
  refused('half a retry', { retries: 0.5 },
    'retries must be a whole number of attempts from 0 to 2147483647, got 0.5; omit it for the default [JobRetriesInvalid', { retries: 0 }),
  refused('a deletion after parts of a second', { cleanup: JobCleanup.after(Duration.millis(1500)) },
    'cleanup must be whole seconds from 0 to 2147483647, got "1.5s"; use JobCleanup.after(Duration.minutes(10)) [JobCleanupInvalid',
    { cleanup: JobCleanup.after(Duration.seconds(2)) }),
  refused('a claim that cannot exist', { existingClaims: { '/dumps': 'My_Dumps' } },
    'existingClaims./dumps must be the name of a PersistentVolumeClaim, got "My_Dumps"; use a name such as redis-dumps [JobClaimInvalid',
    { existingClaims: { '/dumps': 'my-dumps' } }),
  refused('a claim at a relative path', { existingClaims: { dumps: 'dumps' } },
    'container save must mount volumes at absolute paths below the root, without a colon, . or .., and without a trailing slash, got '
      + '"dumps"; use a path such as /data [MountPathNotAbsolute', { existingClaims: { '/dumps': 'dumps' } }),
  refused('two volumes at one path', { existingClaims: { '/work': 'dumps' }, emptyDirs: { '/work': {} } },
    'container save must mount only one volume at each path, got "two volumes at /work"; move one of them to another path [MountPathTaken',
    { existingClaims: { '/dumps': 'dumps' }, emptyDirs: { '/work': {} } }),
  refused('volumes whose names collide', { emptyDirs: { '/a/b': {}, '/a.b': {} } },
    'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got "empty-a-b"; '
      + 'rename one of the volumes or paths [VolumeNameTaken', { emptyDirs: { '/a/b': {}, '/a/c': {} } }),
  refused('a script that cannot be executed', { command: ['/opt/save'], files: { '/opt/save': 'redis-cli SAVE\n' } },
    'container save must run files that begin with #! and an interpreter, or pass them to an interpreter, got "/opt/save"; use '
      + '[\'sh\', \'/opt/save\'], or begin the file with #!/bin/sh [FileNotExecutable',
    { command: ['/opt/save'], files: { '/opt/save': '#!/bin/sh\nredis-cli SAVE\n' } }),
  refused('a server that every address is', { servers: [NetworkPeer.cidr('10.0.0.0')] },
    'the address range of a network peer must be in CIDR notation with a prefix length, got "10.0.0.0"; use a range such as 10.0.0.0/8, or '
      + 'append /32 for a single address [CidrInvalid', { servers: [NetworkPeer.cidr('10.0.0.0/8')] }),
  refused('a port that does not exist', { ports: [Port.tcp(70000)] },
    'the ports of addJob must be whole numbers from 1 to 65535, got 70000; use the port that the server listens on [PeerPortOutOfRange',
    { ports: [Port.tcp(7000)] }),
  {
    title: 'for a Job with a file that is too large for its ConfigMap',
    bad: redis => redis().addJob('save', { command, files: { '/etc/redis/plan': 'x'.repeat(300_000) } }),
    reportedBy: 'test/Redis/Job-save/Files',
    error: 'the ConfigMap redis-save must have at most 262144 bytes as JSON, because kubectl apply stores the whole object in an '
      + 'annotation, got 300470; move large files to the image or a volume, or split them between files and reloadedFiles [FilesTooLarge '
      + 'at test/Redis]',
    good: redis => redis().addJob('save', { command, files: { '/etc/redis/plan': 'x'.repeat(250_000) } }),
  },
  {
    title: 'for a Job of an isolated set without ports',
    bad: redis => redis({ networkAccess: NetworkAccess.isolated() }).addJob('save', { command }),
    error: 'an isolated application with clients must have ports, because a rule without ports would open all of them, got []; declare '
      + 'ports, or use NetworkAccess.isolated() [ClientsWithoutPorts at test/Redis]',
    good: redis => redis({ networkAccess: NetworkAccess.isolated() }).addJob('save', { command, ports: [] }),
  },
  {
    title: 'for a schedule at an hour that no day has',
    bad: redis => redis().addCronJob('save', { command, schedule: Cron.schedule({ minute: '0', hour: '24' }) }),
    error: 'schedule must have hours from 0 to 23 in hour, as numbers, ascending ranges, lists or steps, got "0 24 * * *"; '
      + `${MADE} for each night [ScheduleInvalid at test/Redis]`,
    good: redis => redis().addCronJob('save', { command, schedule: Cron.schedule({ minute: '0', hour: '23' }) }),
  },
  ...[
    {
      title: 'a cron line',
      schedule: '30 1 * * 0',
      got: ', got "30 1 * * 0"',
      remedy: 'use Cron.schedule({ minute: \'30\', hour: \'1\', weekDay: \'0\' })',
    },
    { title: 'a macro', schedule: '@daily', got: ', got "@daily"', remedy: MADE },
    { title: 'a Cron of another package', schedule: new Namesake(), got: FACTORY, remedy: MADE },
  ].map(({ title, schedule, got, remedy }) => ({
    title: `for a schedule that is ${title}`,
    bad: (redis: any) => redis().addCronJob('save', { command, schedule }),
    error: `props.schedule of addCronJob must be a Cron${got}; ${remedy} [ValueTypeInvalid at test/Redis]`,
    good: (redis: any) => redis().addCronJob('save', { command, schedule: Cron.daily() }),
  })),
];
