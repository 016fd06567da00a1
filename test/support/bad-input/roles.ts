import { EnvValue } from 'cdk8s-plus-28';
import { Ordinals } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

const file = (text: string) => ({ '/etc/redis/role.conf': text });
const master = { ordinals: Ordinals.only(0) };
const replica = { ordinals: Ordinals.startingAt(1) };
const shell = '/bin/sh';
const command = ['redis-server'];

export const roleCases: BadInput[] = [
  {
    title: 'for a role whose name is not a DNS label',
    bad: redis => redis({ roles: { 'the master': master, replica } }),
    error: 'the name of a role must be a DNS label (lower-case letters, digits and dashes), got "the master"; use the-master '
      + '[RoleNameInvalid at test/Redis]',
    good: redis => redis({ roles: { 'the-master': master, replica } }),
  },
  {
    title: 'for a role without ordinals',
    bad: redis => redis({ roles: { master: {}, replica } }),
    error: 'roles.master.ordinals must have a value, got undefined; use Ordinals.all() or Ordinals.only(0) or Ordinals.startingAt(1) or '
      + 'Ordinals.range(1, 2) [ValueMissing at test/Redis]',
    good: redis => redis({ roles: { master, replica } }),
  },
  {
    title: 'for ordinals that end before they begin',
    bad: redis => redis({ roles: { master: { ordinals: Ordinals.range(2, 0) }, replica: { ordinals: Ordinals.startingAt(3) } } }),
    error: 'roles.master.ordinals must be whole numbers, 0 or more, with the first not greater than the last, got "2 to 0"; use '
      + 'Ordinals.range(0, 2) [OrdinalsInvalid at test/Redis]',
    good: redis => redis({ roles: { master: { ordinals: Ordinals.range(0, 2) }, replica: { ordinals: Ordinals.startingAt(3) } } }),
  },
  {
    title: 'for an ordinal that is a fraction',
    bad: redis => redis({ roles: { all: { ordinals: Ordinals.startingAt(1.5) } } }),
    error: 'roles.all.ordinals must be whole numbers, 0 or more, with the first not greater than the last, got "1.5 and up"; use '
      + 'Ordinals.range(0, 2) [OrdinalsInvalid at test/Redis]',
    good: redis => redis({ roles: { all: { ordinals: Ordinals.all() } } }),
  },
  {
    title: 'for roles that overlap',
    bad: redis => redis({ roles: { master: { ordinals: Ordinals.range(0, 1) }, replica } }),
    error: 'roles.replica.ordinals must not overlap with roles.master, got "1 and up"; '
      + 'give each ordinal to one role [RolesOverlap at test/Redis]',
    good: redis => redis({ roles: { master, replica } }),
  },
  {
    title: 'for a role within another one, naming the right one, and nothing uncovered',
    bad: redis => redis({
      roles: {
        all: { ordinals: Ordinals.all() },
        first: { ordinals: Ordinals.range(1, 2) },
        late: { ordinals: Ordinals.only(3) },
      },
    }),
    error: 'roles.first.ordinals must not overlap with roles.all, got "1 to 2"; '
      + 'give each ordinal to one role [RolesOverlap at test/Redis]\nroles.late.ordinals must not overlap with roles.all, got "3"; '
      + 'give each ordinal to one role [RolesOverlap at test/Redis]',
    good: redis => redis({ roles: { all: { ordinals: Ordinals.all() } } }),
  },
  {
    title: 'for roles with a gap',
    bad: redis => redis({ roles: { master, replica: { ordinals: Ordinals.startingAt(2) } } }),
    error: 'roles must cover every ordinal, because kubectl scale can add pods, got "no role for 1"; extend a role or add one '
      + '[OrdinalsUncovered at test/Redis]',
    good: redis => redis({ roles: { master, replica } }),
  },
  {
    title: 'for roles that end where kubectl scale does not',
    bad: redis => redis({ roles: { master, replica: { ordinals: Ordinals.range(1, 2) } } }),
    error: 'roles must cover every ordinal, because kubectl scale can add pods, got "no role for 3 and up"; use Ordinals.startingAt(3) for '
      + 'one role [OrdinalsUncovered at test/Redis]',
    good: redis => redis({ roles: { master, replica: { ordinals: Ordinals.startingAt(1) } } }),
  },
  {
    title: 'for roles that begin after the first ordinal',
    bad: redis => redis({
      ordinalsStart: 4,
      roles: { master: { ordinals: Ordinals.only(5) }, replica: { ordinals: Ordinals.startingAt(6) } },
    }),
    error: 'roles must cover every ordinal, because kubectl scale can add pods, got "no role for 4"; extend a role or add one '
      + '[OrdinalsUncovered at test/Redis]',
    good: redis => redis({
      ordinalsStart: 5,
      roles: { master: { ordinals: Ordinals.only(5) }, replica: { ordinals: Ordinals.startingAt(6) } },
    }),
  },
  {
    title: 'for the environment of a role without a shell',
    bad: redis => redis({ command, roles: { master, replica: { ...replica, env: { MODE: 'replica' } } } }),
    error: 'roles.replica.env requires shell and command, because Kubernetes gives all pods of a set the same environment, so a script '
      + 'must set the variables of a role, got {"command":["redis-server"]}; add shell: \'/bin/sh\' and the command of the image, or use '
      + 'files [RoleEnvNeedsShell at test/Redis]',
    good: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { MODE: 'replica' } } } }),
  },
  {
    title: 'for the environment of a role without a command',
    bad: redis => redis({ shell, roles: { master, replica: { ...replica, env: { MODE: 'replica' } } } }),
    error: 'roles.replica.env requires shell and command, because Kubernetes gives all pods of a set the same environment, so a script '
      + 'must set the variables of a role, got {"shell":"/bin/sh"}; add shell: \'/bin/sh\' and the command of the image, or use files '
      + '[RoleEnvNeedsShell at test/Redis]',
    good: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { MODE: 'replica' } } } }),
  },
  {
    title: 'for a variable of a role that no shell can export',
    bad: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { 'redis.mode': 'replica' } } } }),
    error: 'roles.replica.env must have names that a shell can export, got "redis.mode"; use letters, digits and underscores, with a '
      + 'letter or underscore first [RoleEnvNameInvalid at test/Redis]',
    good: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { redis_mode: 'replica' } } } }),
  },
  {
    title: 'for a variable of a role that is a number',
    bad: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { SERVER_ID: 2 } } } }),
    error: 'roles.replica.env.SERVER_ID must be a string, got 2; put it in quotes: \'2\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { SERVER_ID: '2' } } } }),
  },
  {
    title: 'for a password in the environment of a role',
    bad: redis => redis({ command, shell, roles: { master, replica: { ...replica, env: { MASTER_PASSWORD: 'hunter2' } } } }),
    error: 'roles.replica.env.MASTER_PASSWORD must come from a Secret, because everyone who can read the manifest could read a literal, '
      + 'got "a literal value"; mount it with secretFiles (many images read MASTER_PASSWORD_FILE), use EnvValue.fromSecretValue, or add '
      + '\'MASTER_PASSWORD\' to notSecret if it is none [SecretInline at test/Redis]',
    good: redis => redis({
      command,
      shell,
      roles: { master, replica: { ...replica, env: { MASTER_PASSWORD_FILE: '/run/auth/password' } } },
    }),
  },
  {
    title: 'for a file that only one role has',
    bad: redis => redis({ roles: { master, replica: { ...replica, files: file('replicaof') } } }),
    error: 'roles.master.files must have every file that another role has, because otherwise its pods would find an empty directory at '
      + '/etc/redis/role.conf, got []; add it, if necessary as an empty string [RoleFileMissing at test/Redis]',
    good: redis => redis({ roles: { master: { ...master, files: file('') }, replica: { ...replica, files: file('replicaof') } } }),
  },
  {
    title: 'for a file of a role at a relative path',
    bad: redis => redis({ roles: { all: { ordinals: Ordinals.all(), files: { 'role.conf': '' } } } }),
    error: 'roles.all.files must have absolute paths below the root, without a colon, . or .., and without a trailing slash, got '
      + '"role.conf"; use a path such as /etc/redis/redis.conf [PathNotAbsolute at test/Redis]',
    good: redis => redis({ roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
  },
  {
    title: 'for files of the roles that are larger than a ConfigMap only together',
    bad: redis => redis({
      roles: {
        master: { ...master, files: file('x'.repeat(150_000)) },
        replica: { ...replica, files: file('x'.repeat(150_000)) },
      },
    }),
    error: 'the ConfigMap redis-roles must have at most 262144 bytes as JSON, because kubectl apply stores the whole object in an '
      + 'annotation, got 300516; move large files to the image or a volume, or split them between files and reloadedFiles [FilesTooLarge '
      + 'at test/Redis]',
    reportedBy: 'test/Redis/Roles',
    good: redis => redis({
      roles: {
        master: { ...master, files: file('x'.repeat(100_000)) },
        replica: { ...replica, files: file('x'.repeat(150_000)) },
      },
    }),
  },
  {
    title: 'for a last listed ordinal below the replicas',
    bad: redis => redis({ maxOrdinal: 1, roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
    error: 'maxOrdinal must be at least 2, the last ordinal of 3 pods, because otherwise some pods would find an empty directory instead '
      + 'of the files of their role, got 1; set maxOrdinal to 2 or to the highest ordinal that kubectl scale may reach, or set shell '
      + '[MaxOrdinalTooLow at test/Redis]',
    good: redis => redis({ maxOrdinal: 2, roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
  },
  {
    title: 'for a last listed ordinal beyond what a manifest can list',
    bad: redis => redis({ maxOrdinal: 1000, roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
    error: 'maxOrdinal must be a whole number from 0 to 999, because the manifest lists each ordinal, got 1000; omit it for the default '
      + '(9), or set shell [MaxOrdinalInvalid at test/Redis]',
    good: redis => redis({ maxOrdinal: 999, roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
  },
  {
    title: 'for a shell without its path',
    bad: redis => redis({ shell: 'sh' }),
    error: 'shell must be the absolute path of a POSIX shell in the image, got "sh"; use /bin/sh [ShellInvalid at test/Redis]',
    good: redis => redis({ shell }),
  },
  {
    title: 'for a variable by which the library tells the roles\' files apart',
    bad: redis => redis({ env: { POD_INDEX: EnvValue.fromValue('0') }, roles: { all: { ordinals: Ordinals.all(), files: file('') } } }),
    error: 'env of container redis must not contain POD_INDEX, because the library sets it to select the files of a role, got "POD_INDEX"; '
      + 'use another name [EnvNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ env: { POD_INDEX: EnvValue.fromValue('0') } }),
  },
  {
    title: 'for a role that was never declared',
    bad: redis => redis({ roles: { master, replica } }).role('slave'),
    error: 'the name of a role must be one of the declared roles, got "slave"; use master, replica [RoleUnknown at test/Redis]',
    good: redis => redis({ roles: { master, replica } }).role('replica'),
  },
];
