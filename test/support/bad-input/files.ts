import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { BadInput } from './bad-input';

const conf = '/etc/redis/redis.conf';

export const fileCases: BadInput[] = [
  {
    title: 'for a file at a relative path',
    bad: redis => redis({ files: { 'redis.conf': '' } }),
    error: 'files must have absolute paths below the root, without a colon, . or .., and without a slash at the end, got "redis.conf"; use a path such as /etc/redis/redis.conf [PathNotAbsolute at test/Redis]',
    good: redis => redis({ files: { '/redis.conf': '' } }),
  },
  {
    title: 'for a file that leaves its directory',
    bad: redis => redis({ files: { '/etc/../redis.conf': '' } }),
    error: 'files must have absolute paths below the root, without a colon, . or .., and without a slash at the end, got "/etc/../redis.conf"; use a path such as /etc/redis/redis.conf [PathNotAbsolute at test/Redis]',
    good: redis => redis({ files: { [conf]: '' } }),
  },
  {
    title: 'for an empty directory in place of the root',
    bad: redis => redis({ emptyDirs: { '/': {} } }),
    error: 'emptyDirs must have absolute paths below the root, without a colon, . or .., and without a slash at the end, got "/"; use a path such as /var/cache/redis [PathNotAbsolute at test/Redis]',
    good: redis => redis({ emptyDirs: { '/scratch': {} } }),
  },
  {
    title: 'for a path with a colon, which Kubernetes does not allow',
    bad: redis => redis({ emptyDirs: { '/a:b': {} } }),
    error: 'emptyDirs must have absolute paths below the root, without a colon, . or .., and without a slash at the end, got "/a:b"; use a path such as /var/cache/redis [PathNotAbsolute at test/Redis]',
    good: redis => redis({ emptyDirs: { '/a-b': {} } }),
  },
  {
    title: 'for a path that is longer than a key of a ConfigMap',
    bad: redis => redis({ files: { [`/${'a'.repeat(190)}`]: '' } }),
    error: 'files must have paths of at most 189 characters, because they become keys of a ConfigMap, got "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; shorten it by 1 [PathTooLong at test/Redis]',
    good: redis => redis({ files: { [`/${'a'.repeat(189)}`]: '' } }),
  },
  {
    title: 'for a reloaded file that would hide /etc',
    bad: redis => redis({ reloadedFiles: { '/etc/redis.conf': '' } }),
    error: 'reloadedFiles must be in a directory of their own, because Kubernetes mounts the whole directory and would hide /etc of the image, got "/etc/redis.conf"; use a path such as /etc/app/redis.conf [DirectoryHidden at test/Redis]',
    good: redis => redis({ reloadedFiles: { [conf]: '' } }),
  },
  {
    title: 'for a secret that would hide the root',
    bad: (redis, chart) => redis({ secretFiles: { '/password': { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' } } }),
    error: 'secretFiles must be in a directory of their own, because Kubernetes mounts the whole directory and would hide / of the image, got "/password"; use a path such as /app/password [DirectoryHidden at test/Redis]',
    good: (redis, chart) => redis({ secretFiles: { '/app/password': { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' } } }),
  },
  {
    title: 'for two files that meet in one key',
    bad: redis => redis({ files: { '/etc/a.conf': 'x', '/etc.a/conf': 'y' } }),
    error: 'files must differ in more than slashes and dots, because both become the key etc.a.conf of a ConfigMap, got ["/etc/a.conf","/etc.a/conf"]; rename one of them [FileKeyTaken at test/Redis]',
    good: redis => redis({ files: { '/etc/a.conf': 'x', '/etc/b.conf': 'y' } }),
  },
  {
    title: 'for an added file that meets another one in one key',
    bad: redis => redis({ files: { '/etc/a.conf': 'x' } }).addConfigFile('/etc.a/conf', 'y'),
    error: 'files must differ in more than slashes and dots, because both become the key etc.a.conf of a ConfigMap, got ["/etc/a.conf","/etc.a/conf"]; rename one of them [FileKeyTaken at test/Redis]',
    good: redis => redis({ files: { '/etc/a.conf': 'x' } }).addConfigFile('/etc/b.conf', 'y'),
  },
  {
    title: 'for a file that is added twice',
    bad: redis => redis({ files: { [conf]: 'x' } }).addConfigFile(conf, 'y', { reloaded: true }),
    error: 'a file must be given once, got "/etc/redis/redis.conf"; change the text where it is given first [FileTaken at test/Redis]',
    good: redis => redis({ files: { [conf]: 'x' } }).addConfigFile('/etc/redis-reloaded/users.acl', 'y', { reloaded: true }),
  },
  {
    title: 'for a file without a text',
    bad: redis => redis({ files: { [conf]: undefined } }),
    error: 'files./etc/redis/redis.conf must be a text, got nothing; use a text, also for an empty file [FileTextInvalid at test/Redis]',
    good: redis => redis({ files: { [conf]: '' } }),
  },
  {
    title: 'for a private key in a file, without repeating it',
    bad: redis => redis({ files: { '/etc/redis/tls.key': '-----BEGIN RSA PRIVATE KEY-----\nMIIE' } }),
    error: 'files./etc/redis/tls.key must not hold a private key: everybody who reads the manifest would have it, got "a private key"; put it into a Secret and use secretFiles [SecretInline at test/Redis]',
    good: redis => redis({ files: { '/etc/redis/tls.crt': '-----BEGIN CERTIFICATE-----\nMIIE' } }),
  },
  {
    title: 'for files that are larger than a ConfigMap',
    bad: redis => redis({ files: { [conf]: 'x'.repeat(1024 * 1024 + 1) } }),
    error: 'files must have at most 1048576 bytes together, the most that a ConfigMap holds, got 1048577; put large files into the image or on a volume [FilesTooLarge at test/Redis]',
    good: redis => redis({ files: { [conf]: 'x'.repeat(1024 * 1024) } }),
  },
  {
    title: 'for an empty directory in place of what the image needs',
    bad: redis => redis({ emptyDirs: { '/etc': {} } }),
    error: 'emptyDirs must not hide a directory without which nothing runs, got "/etc"; use the directory below it that the server writes to [DirectoryVital at test/Redis]',
    good: redis => redis({ emptyDirs: { '/etc/redis': undefined } }),
  },
  {
    title: 'for an empty directory without room',
    bad: redis => redis({ emptyDirs: { '/scratch': { sizeLimit: Size.mebibytes(0) } } }),
    error: 'emptyDirs./scratch.sizeLimit must be a Size of more than nothing, got "0Mi"; leave it out, or use Size.mebibytes(64) [EmptyDirSizeInvalid at test/Redis]',
    good: redis => redis({ emptyDirs: { '/scratch': { sizeLimit: Size.mebibytes(64) } } }),
  },
  {
    title: 'for a secret without a key',
    bad: (redis, chart) => redis({ secretFiles: { '/run/auth/password': { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: '' } } }),
    error: 'secretFiles./run/auth/password must have a secret and the key of one of its values, got {"secret":"auth","key":""}; use { secret: Secret.fromSecretName(this, \'Auth\', \'redis-auth\'), key: \'password\' } [SecretFileInvalid at test/Redis]',
    good: (redis, chart) => redis({ secretFiles: { '/run/auth/password': { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' } } }),
  },
  {
    title: 'for a secret that is a text',
    bad: redis => redis({ secretFiles: { '/run/auth/password': 'hunter2' } }),
    error: 'secretFiles./run/auth/password must have a secret and the key of one of its values, got {}; use { secret: Secret.fromSecretName(this, \'Auth\', \'redis-auth\'), key: \'password\' } [SecretFileInvalid at test/Redis]',
    good: (redis, chart) => redis({ secretFiles: { '/run/auth/password': { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' } } }),
  },
  {
    title: 'for a file inside a directory of reloaded files, where no file can be made',
    bad: redis => redis({ files: { '/etc/redis/redis.conf': '' }, reloadedFiles: { '/etc/redis/users.acl': '' } }),
    error: 'container redis must not mount anything inside /etc/redis, where reloadedFiles or secretFiles show their files and nothing else, got "/etc/redis/redis.conf"; move one of them to a directory of its own [MountInsideFiles at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ files: { '/etc/redis/redis.conf': '' }, reloadedFiles: { '/etc/redis-acl/users.acl': '' } }),
  },
];
