import { Chart, Size } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { DisruptionBudget, LifecycleHook, Ordinals, AppProbe } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

const conf = '/etc/redis/redis.conf';
const script = '/opt/redis/run';

function tooLarge(configMap: string, bytes: number): string {
  return `the ConfigMap ${configMap} must have at most 262144 bytes as JSON, because kubectl apply stores the whole object in an `
    + `annotation, got ${bytes}; move large files to the image or a volume, or split them between files and reloadedFiles [FilesTooLarge `
    + 'at test/Redis]';
}

function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`/etc/redis/role-${i}.conf`, '']));
}

function secretFile(chart: Chart, file: LooseProps): LooseProps {
  return { secretFiles: { '/run/auth/key': { secret: Secret.fromSecretName(chart, 'Auth', 'redis-auth'), key: 'key', ...file } } };
}

function secretVariable(chart: Chart, name: string): LooseProps {
  return { env: { AUTH: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'Auth', name), key: 'key' }) } };
}

function notExecutable(container: string, path: string): string {
  return `container ${container} must run files that begin with #! and an interpreter, or pass them to an interpreter, got "${path}"; use `
    + `['sh', '${path}'], or begin the file with #!/bin/sh [FileNotExecutable at test/Redis]`;
}

function unreadable(field: string, rule: string, got: string, remedy: string, id = 'Resource/Resource'): string {
  return `${field} must not ${rule}, because kubectl would read another value from the YAML or reject it, got ${got}; `
    + `${remedy} [TextUnreadable at test/Redis/${id}]`;
}

function lineBreaks(prop: string, first: string): string {
  return `${prop} must have lines that end in \\n only, because a shell reads \\r as part of the last word, got ${JSON.stringify(first)}; `
    + 'save the script with Unix line endings, or use .replace(/\\r\\n/g, \'\\n\') [ScriptLineBreaks at test/Redis]';
}

export const fileCases: BadInput[] = [
  {
    title: 'for a file at a relative path',
    bad: redis => redis({ files: { 'redis.conf': '' } }),
    error: 'files must have absolute paths below the root, without a colon, . or .., and without a trailing slash, got "redis.conf"; use a '
      + 'path such as /etc/redis/redis.conf [PathNotAbsolute at test/Redis]',
    good: redis => redis({ files: { '/redis.conf': '' } }),
  },
  {
    title: 'for a file that leaves its directory',
    bad: redis => redis({ files: { '/etc/../redis.conf': '' } }),
    error: 'files must have absolute paths below the root, without a colon, . or .., and without a trailing slash, got '
      + '"/etc/../redis.conf"; use a path such as /etc/redis/redis.conf [PathNotAbsolute at test/Redis]',
    good: redis => redis({ files: { [conf]: '' } }),
  },
  {
    title: 'for an empty directory in place of the root',
    bad: redis => redis({ emptyDirs: { '/': {} } }),
    error: 'emptyDirs must have absolute paths below the root, without a colon, . or .., and without a trailing slash, got "/"; use a path '
      + 'such as /var/cache/redis [PathNotAbsolute at test/Redis]',
    good: redis => redis({ emptyDirs: { '/scratch': {} } }),
  },
  {
    title: 'for a path with a colon, which Kubernetes does not allow',
    bad: redis => redis({ emptyDirs: { '/a:b': {} } }),
    error: 'emptyDirs must have absolute paths below the root, without a colon, . or .., and without a trailing slash, got "/a:b"; use a '
      + 'path such as /var/cache/redis [PathNotAbsolute at test/Redis]',
    good: redis => redis({ emptyDirs: { '/a-b': {} } }),
  },
  {
    title: 'for a path that is longer than a key of a ConfigMap',
    bad: redis => redis({ files: { [`/${'a'.repeat(190)}`]: '' } }),
    error: 'files must have paths of at most 189 characters, because they become keys of a ConfigMap, '
      + `got "/${'a'.repeat(190)}"; shorten it by 1 [PathTooLong at test/Redis]`,
    good: redis => redis({ files: { [`/${'a'.repeat(189)}`]: '' } }),
  },
  {
    title: 'for a reloaded file that would hide /etc',
    bad: redis => redis({ reloadedFiles: { '/etc/redis.conf': '' } }),
    error: 'reloadedFiles must be in a dedicated directory, because Kubernetes mounts the whole directory and would hide /etc of the '
      + 'image, got "/etc/redis.conf"; use a path such as /etc/app/redis.conf [DirectoryHidden at test/Redis]',
    good: redis => redis({ reloadedFiles: { [conf]: '' } }),
  },
  {
    title: 'for a secret that would hide the root',
    bad: (redis, chart) => redis({
      secretFiles: {
        '/password': {
          secret: Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: 'password',
        },
      },
    }),
    error: 'secretFiles must be in a dedicated directory, because Kubernetes mounts the whole directory and would hide / of the image, got '
      + '"/password"; use a path such as /app/password [DirectoryHidden at test/Redis]',
    good: (redis, chart) => redis({
      secretFiles: {
        '/app/password': {
          secret: Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: 'password',
        },
      },
    }),
  },
  {
    title: 'for two files that meet in one key',
    bad: redis => redis({ files: { '/etc/a.conf': 'x', '/etc.a/conf': 'y' } }),
    error: 'files must have paths that differ in more than slashes and dots, because both paths become the key etc.a.conf of a ConfigMap, '
      + 'got ["/etc/a.conf","/etc.a/conf"]; rename one of them [FileKeyTaken at test/Redis]',
    good: redis => redis({ files: { '/etc/a.conf': 'x', '/etc/b.conf': 'y' } }),
  },
  {
    title: 'for an added file that meets another one in one key',
    bad: redis => redis({ files: { '/etc/a.conf': 'x' } }).addConfigFile('/etc.a/conf', 'y'),
    error: 'files must have paths that differ in more than slashes and dots, because both paths become the key etc.a.conf of a ConfigMap, '
      + 'got ["/etc/a.conf","/etc.a/conf"]; rename one of them [FileKeyTaken at test/Redis]',
    good: redis => redis({ files: { '/etc/a.conf': 'x' } }).addConfigFile('/etc/b.conf', 'y'),
  },
  {
    title: 'for a file that is added twice',
    bad: redis => redis({ files: { [conf]: 'x' } }).addConfigFile(conf, 'y', { reloaded: true }),
    error: 'a file must be defined only once, got "/etc/redis/redis.conf"; change the first definition [FileTaken at test/Redis]',
    good: redis => redis({ files: { [conf]: 'x' } }).addConfigFile('/etc/redis-reloaded/users.acl', 'y', { reloaded: true }),
  },
  {
    title: 'for a file without a text',
    bad: redis => redis({ files: { [conf]: undefined } }),
    error: 'files./etc/redis/redis.conf must have a value, got undefined; use a string such as \'text\' [ValueMissing at test/Redis]',
    good: redis => redis({ files: { [conf]: '' } }),
  },
  {
    title: 'for a private key in a file, without repeating it',
    bad: redis => redis({ files: { '/etc/redis/tls.key': '-----BEGIN RSA PRIVATE KEY-----\nMIIE' } }),
    error: 'files./etc/redis/tls.key must not contain a private key, because everyone who can read the manifest could read it, got "a '
      + 'private key"; put it into a Secret and use secretFiles, or add \'/etc/redis/tls.key\' to notSecret if it is none [SecretInline '
      + 'at test/Redis]',
    good: redis => redis({ files: { '/etc/redis/tls.crt': '-----BEGIN CERTIFICATE-----\nMIIE' } }),
  },
  {
    title: 'for files that kubectl apply cannot write: what it notes of the object is limited to the byte',
    bad: redis => redis({ namespace: 'default', files: { [conf]: 'x'.repeat(261_724) } }),
    error: tooLarge('redis-files', 262_145),
    reportedBy: 'test/Redis/Files',
    good: redis => redis({ namespace: 'default', files: { [conf]: 'x'.repeat(261_723) } }),
  },
  {
    title: 'for files that are small and not as JSON, where a sign of less-than has six bytes',
    bad: redis => redis().addConfigFile('/etc/acl/users.acl', '<'.repeat(44_000), { reloaded: true }),
    error: tooLarge('redis-reloaded-files', 264_483),
    reportedBy: 'test/Redis/ReloadedFiles',
    good: redis => redis().addConfigFile('/etc/acl/users.acl', '<'.repeat(43_000), { reloaded: true }),
  },
  {
    title: 'for files that become too large together after the first one',
    bad: redis => {
      const app = redis({ files: { '/etc/a.conf': 'x' } });
      app.addConfigFile('/etc/b.conf', 'x'.repeat(200_000));
      app.addConfigFile('/etc/c.conf', 'x'.repeat(100_000));
    },
    error: tooLarge('redis-files', 300_500),
    reportedBy: 'test/Redis/Files',
    good: redis => redis({ files: { '/etc/a.conf': 'x' } }).addConfigFile('/etc/b.conf', 'x'.repeat(200_000)),
  },
  {
    title: 'for roles whose list of ordinals makes the set larger than kubectl apply can write',
    bad: redis => redis({ maxOrdinal: 999, roles: { all: { ordinals: Ordinals.all(), files: manyFiles(4) } } }),
    error: 'the StatefulSet must have at most 262144 bytes as JSON, because kubectl apply stores the whole object in an annotation, got '
      + '286176; lower maxOrdinal, up to which the set lists the files of roles, or set shell [SetTooLarge at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ maxOrdinal: 999, shell: '/bin/sh', roles: { all: { ordinals: Ordinals.all(), files: manyFiles(4) } } }),
  },
  {
    title: 'for a file as command that the kernel cannot execute',
    bad: redis => redis({ files: { [script]: 'exec redis-server\n' }, command: [script] }),
    error: notExecutable('redis', script),
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ files: { [script]: '#!/bin/sh\nexec redis-server\n' }, command: [script] }),
  },
  {
    title: 'for a file of a role in a probe that the kernel cannot execute',
    bad: redis => redis({
      roles: { all: { ordinals: Ordinals.all(), files: { [script]: 'redis-cli ping\n' } } },
      readiness: AppProbe.exec([script]),
    }),
    error: notExecutable('redis', script),
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({
      roles: { all: { ordinals: Ordinals.all(), files: { [script]: 'redis-cli ping\n' } } },
      readiness: AppProbe.exec(['sh', script]),
    }),
  },
  {
    title: 'for a file as a hook of a sidecar that the kernel cannot execute, given last',
    bad: redis => {
      const app = redis();
      app.addContainer({ name: 'exporter', image: 'exporter:1.0', sharesFiles: true, preStop: LifecycleHook.exec([script]) });
      app.addConfigFile(script, 'sleep 1\n');
    },
    error: notExecutable('exporter', script),
    reportedBy: 'test/Redis/Resource',
    good: redis => {
      const app = redis();
      app.addContainer({ name: 'exporter', image: 'exporter:1.0', preStop: LifecycleHook.exec([script]) });
      app.addConfigFile(script, 'sleep 1\n');
    },
  },
  {
    title: 'for a script with the line breaks of Windows',
    bad: redis => redis({ files: { [script]: '#!/bin/sh\r\nexec redis-server\r\n' } }),
    error: lineBreaks(`files.${script}`, '#!/bin/sh\r\n'),
    good: redis => redis({ files: { [script]: '#!/bin/sh\nexec redis-server\n', [conf]: 'appendonly yes\r\n' } }),
  },
  {
    title: 'for a reloaded script with the line breaks of Windows',
    bad: redis => redis().addConfigFile('/opt/redis/keys.sql', 'SELECT 1;\r\n', { reloaded: true }),
    error: lineBreaks('reloadedFiles./opt/redis/keys.sql', 'SELECT 1;\r\n'),
    good: redis => redis().addConfigFile('/opt/redis/keys.sql', 'SELECT 1;\n', { reloaded: true }),
  },
  {
    title: 'for a script in a command with the line breaks of Windows',
    bad: redis => redis({ command: ['sh', '-c', 'set -e\r\nexec redis-server\r\n'] }),
    error: lineBreaks('command of container redis', 'set -e\r\n'),
    good: redis => redis({ command: ['sh', '-c', 'set -e\nexec redis-server\n'] }),
  },
  {
    title: 'for a script in a probe with the line breaks of Windows',
    bad: redis => redis({ liveness: AppProbe.exec(['sh', '-c', 'redis-cli ping\r\n']) }),
    error: lineBreaks('liveness of container redis', 'redis-cli ping\r\n'),
    good: redis => redis({ liveness: AppProbe.exec(['sh', '-c', 'redis-cli ping\n']) }),
  },
  {
    title: 'for a mode of a secret that is written as a decimal number',
    bad: (redis, chart) => redis({ shell: '/bin/sh', ...secretFile(chart, { mode: 400 }) }),
    error: 'secretFiles./run/auth/key.mode must be permissions that let the owner read and prevent others from writing, got 400; use an '
      + 'octal number such as 0o400, or omit it for the default (0o440) [SecretModeInvalid at test/Redis]',
    good: (redis, chart) => redis({ shell: '/bin/sh', ...secretFile(chart, { mode: 0o400 }) }),
  },
  {
    title: 'for a secret that the group must not read, without a shell to copy it',
    bad: (redis, chart) => redis(secretFile(chart, { mode: 0o400 })),
    error: 'secretFiles./run/auth/key.mode requires shell, because Kubernetes lets the group of the volumes read every file of a Secret, '
      + 'so an init container must copy it, got "0o400"; add shell: \'/bin/sh\', or omit the mode for the default (0o440) '
      + '[SecretModeNeedsShell at test/Redis]',
    good: (redis, chart) => redis(secretFile(chart, { mode: 0o444 })),
  },
  {
    title: 'for an empty directory in place of what the image needs',
    bad: redis => redis({ emptyDirs: { '/etc': {} } }),
    error: 'emptyDirs must not hide a system directory of the image, because processes cannot start without it, got "/etc"; use the '
      + 'subdirectory that the server writes to [DirectoryVital at test/Redis]',
    good: redis => redis({ emptyDirs: { '/etc/redis': {} } }),
  },
  {
    title: 'for an empty directory without room',
    bad: redis => redis({ emptyDirs: { '/scratch': { sizeLimit: Size.mebibytes(0) } } }),
    error: 'emptyDirs./scratch.sizeLimit must be a Size greater than zero, got "0Mi"; omit it, or use Size.mebibytes(64) '
      + '[EmptyDirSizeInvalid at test/Redis]',
    good: redis => redis({ emptyDirs: { '/scratch': { sizeLimit: Size.mebibytes(64) } } }),
  },
  {
    title: 'for a secret without a key',
    bad: (redis, chart) => redis({
      secretFiles: {
        '/run/auth/password': {
          secret: Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: '',
        },
      },
    }),
    error: 'secretFiles./run/auth/password.key must be a key of the Secret (letters, digits, dashes, dots and underscores), got ""; use a '
      + 'key such as password [SecretKeyInvalid at test/Redis]',
    good: (redis, chart) => redis({
      secretFiles: {
        '/run/auth/password': {
          secret: Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: 'password',
        },
      },
    }),
  },
  {
    title: 'for a secret that is a text',
    bad: redis => redis({ secretFiles: { '/run/auth/password': 'hunter2' } }),
    error: 'secretFiles./run/auth/password must be an object with props of SecretFile, got "a literal value"; use { secret: '
      + 'Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } [ValueTypeInvalid at test/Redis]',
    good: (redis, chart) => redis({
      secretFiles: {
        '/run/auth/password': {
          secret: Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: 'password',
        },
      },
    }),
  },
  {
    title: 'for a file inside a directory of reloaded files, where no file can be made',
    bad: redis => redis({ files: { '/etc/redis/redis.conf': '' }, reloadedFiles: { '/etc/redis/users.acl': '' } }),
    error: 'container redis must mount volumes outside /etc/redis, because that directory contains only the files of reloadedFiles or '
      + 'secretFiles, got "/etc/redis/redis.conf"; move one of them to another directory [MountInsideFiles at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ files: { '/etc/redis/redis.conf': '' }, reloadedFiles: { '/etc/redis-acl/users.acl': '' } }),
  },
  {
    title: 'for a password in a file of the server',
    bad: redis => redis({ files: { [conf]: 'appendonly yes\nrequirepass hunter2\n' } }),
    error: 'files./etc/redis/redis.conf must not contain a password, because everyone who can read the manifest could read it, got '
      + '"requirepass ..."; put it into a Secret and use secretFiles, or add \'/etc/redis/redis.conf\' to notSecret if it is none '
      + '[SecretInline at test/Redis]',
    good: redis => redis({ files: { [conf]: 'appendonly yes\n# requirepass foobared\n' } }),
  },
  {
    title: 'for the name of a Secret in place of the Secret',
    bad: redis => redis({ secretFiles: { '/run/auth/key': { secret: 'redis-auth', key: 'key' } } }),
    error: 'secretFiles./run/auth/key.secret must be a Secret, got "redis-auth"; use Secret.fromSecretName(this, \'Auth\', \'redis-auth\') '
      + '[ValueTypeInvalid at test/Redis]',
    good: (redis, chart) => redis(secretFile(chart, {})),
  },
  {
    title: 'for the name of a branch in the name of a Secret',
    bad: (redis, chart) => redis(secretFile(chart, { secret: Secret.fromSecretName(chart, 'Branch', 'feature/ABC-passwords') })),
    error: 'secretFiles./run/auth/key.secret must be a Secret whose name is a DNS subdomain (lower-case letters, digits, dashes and dots), '
      + 'got "feature/ABC-passwords"; use feature-abc-passwords [SecretNameInvalid at test/Redis]',
    good: (redis, chart) => redis(secretFile(chart, { secret: Secret.fromSecretName(chart, 'Branch', 'feature-abc-passwords') })),
  },
  {
    title: 'for the name of a branch in the name of a Secret that a variable reads',
    bad: (redis, chart) => redis(secretVariable(chart, 'feature/ABC-passwords')),
    error: 'env.AUTH of container redis must be a Secret whose name is a DNS subdomain (lower-case letters, digits, dashes and dots), got '
      + '"feature/ABC-passwords"; use feature-abc-passwords [SecretNameInvalid at test/Redis]',
    good: (redis, chart) => redis(secretVariable(chart, 'feature-abc-passwords')),
  },
  {
    title: 'for a Secret whose name contains a variable that is not set',
    bad: (redis, chart) => redis(secretFile(chart, { secret: { name: `redis-${undefined}` } })),
    error: 'secretFiles./run/auth/key.secret must be made of values that exist, because JavaScript writes undefined for a missing or wrong '
      + 'value, got "redis-undefined"; set the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: (redis, chart) => redis(secretVariable(chart, 'redis-auth')),
  },
  {
    title: 'for half of a surrogate pair in a file, which no encoding can represent',
    bad: redis => redis({ files: { [conf]: 'a\ud83d' } }),
    error: unreadable('data.etc.redis.redis.conf', 'contain the character U+D83D', '"a\\ud83d"',
      'cut the text between characters', 'Files'),
    good: redis => redis({ files: { [conf]: 'a\ud83d\ude00\u2028' } }),
  },
  {
    title: 'for an argument that kubectl would read as a number',
    bad: redis => redis({ args: ['0o17'] }),
    error: unreadable('spec.template.spec.containers[0].args[0]', 'be a number in this spelling', '"0o17"',
      'use the decimal number without underscores, or pass the text as a file'),
    good: redis => redis({ args: ['0b1', '017', '1e10', '1:20'] }),
  },
  {
    title: 'for a character in a variable that YAML reads as a line break',
    bad: redis => redis({ env: { MOTTO: EnvValue.fromValue('a\u2028b') } }),
    error: unreadable('spec.template.spec.containers[0].env[0].value', 'contain the character U+2028', '"a\\u2028b"',
      'remove it, or pass the text as a file'),
    good: redis => redis({ env: { MOTTO: EnvValue.fromValue('a\u001bb') } }),
  },
  {
    title: 'for an annotation of several lines that begins with a tab',
    bad: redis => redis({ annotations: { note: '\ta\nb' }, disruptionBudget: DisruptionBudget.none() }),
    error: unreadable('metadata.annotations.note', 'have several lines and begin with a tab', '"\\ta\\nb"',
      'use spaces, or pass the text as a file', 'HeadlessService'),
    good: redis => redis({ annotations: { note: '  a\n\tb' } }),
  },
  {
    title: 'for a line of one space in a long text with control characters, which cdk8s writes with a backslash',
    bad: redis => redis({ args: [`\u001b[1m${'a'.repeat(30)}\n \nb`] }),
    error: unreadable('spec.template.spec.containers[0].args[0]', 'have a line of one space before another line',
      `"\\u001b[1m${'a'.repeat(30)}\\n \\nb"`, 'remove the space, or pass the text as a file'),
    good: redis => redis({ args: [`\u001b[1m${'a'.repeat(30)}\n\nb`, `${'a'.repeat(30)}\n \nb`] }),
  },
];
