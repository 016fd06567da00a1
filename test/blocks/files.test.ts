import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Ordinals, PodSecurity } from 'cdk8s-stateful-app';
import { volumeNameOf } from '../../src/blocks/files';
import { PLAIN, render, Rendered } from '../support/render';

const CONF = '/etc/redis/redis.conf';
const checksumOf = (rendered: Rendered) => rendered.set.template.metadata.annotations?.['cdk8s-stateful-app/files-checksum'];

test('a file is mounted alone, so that the image\'s other files of the directory stay', () => {
  const rendered = render({ files: { [CONF]: 'appendonly yes\n' } });

  expect(rendered.one('ConfigMap', 'redis-files').data).toEqual({ 'etc.redis.redis.conf': 'appendonly yes\n' });
  expect(rendered.volume('files')).toEqual({ name: 'files', configMap: { name: 'redis-files' } });
  expect(rendered.mount(CONF)).toEqual({ volume: 'files', subPath: 'etc.redis.redis.conf', readOnly: true });
});

test('the content of a file rolls the pods, and that of a reloaded file does not', () => {
  expect(checksumOf(render({ files: { [CONF]: 'a' } }))).not.toBe(checksumOf(render({ files: { [CONF]: 'b' } })));
  expect(checksumOf(render({ files: { [CONF]: 'a' }, reloadedFiles: { '/etc/acl/users.acl': 'x' } })))
    .toBe(checksumOf(render({ files: { [CONF]: 'a' }, reloadedFiles: { '/etc/acl/users.acl': 'y' } })));
  expect(checksumOf(render({ reloadedFiles: { '/etc/acl/users.acl': 'x' } }))).toBeUndefined();
});

test('reloaded files are whole directories, one volume each, because only these are refreshed', () => {
  const rendered = render({ reloadedFiles: { '/etc/acl/users.acl': 'u', '/etc/acl/more.acl': 'm', '/etc/tls/ca.crt': 'c' } });

  expect(rendered.volume('reloaded-etc-acl').configMap).toEqual({
    name: 'redis-reloaded-files', items: [{ key: 'etc.acl.more.acl', path: 'more.acl' }, { key: 'etc.acl.users.acl', path: 'users.acl' }],
  });
  expect(rendered.mount('/etc/acl')).toEqual({ volume: 'reloaded-etc-acl', readOnly: true });
  expect(rendered.mount('/etc/tls')).toEqual({ volume: 'reloaded-etc-tls', readOnly: true });
  expect(rendered.one('ConfigMap', 'redis-reloaded-files').data).toEqual({
    'etc.acl.users.acl': 'u',
    'etc.acl.more.acl': 'm',
    'etc.tls.ca.crt': 'c',
  });
});

test('secrets are files that only the group can read, several Secrets in one directory', () => {
  const rendered = new Rendered();
  const secret = (name: string) => Secret.fromSecretName(rendered.chart, name, name);
  const secretFiles = {
    '/run/auth/password': { secret: secret('auth'), key: 'pw' },
    '/run/auth/tls.key': { secret: secret('tls'), key: 'tls.key' },
  };
  const withSecrets = render({ secretFiles });

  expect(withSecrets.volume('secret-run-auth')).toEqual({
    name: 'secret-run-auth',
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'auth', items: [{ key: 'pw', path: 'password' }] } },
        { secret: { name: 'tls', items: [{ key: 'tls.key', path: 'tls.key' }] } },
      ],
    },
  });
  expect(withSecrets.mount('/run/auth')).toEqual({ volume: 'secret-run-auth', readOnly: true });
  expect(checksumOf(withSecrets)).toBeUndefined();
});

test('files that begin with #! can be executed, and the volume of others stays as it is', () => {
  const script = '#!/bin/sh\necho ok\n';

  expect(render({ files: { '/opt/run': script } }).volume('files').configMap).toEqual({ name: 'redis-files', defaultMode: 0o555 });
  expect(render({ reloadedFiles: { '/opt/bin/run': script, '/etc/acl/a.acl': '' } }).volume('reloaded-opt-bin').configMap)
    .toMatchObject({ defaultMode: 0o555 });
  expect(render({ reloadedFiles: { '/opt/bin/run': script, '/etc/acl/a.acl': '' } }).volume('reloaded-etc-acl')
    .configMap).not.toHaveProperty('defaultMode');
  expect(render({ roles: { all: { ordinals: Ordinals.all(), files: { '/opt/run': script } } } }).volume('roles').configMap)
    .toMatchObject({ defaultMode: 0o555 });
  expect(render({
    shell: '/bin/sh',
    roles: { all: { ordinals: Ordinals.all(), files: { '/opt/run': script } } },
  }).volume('roles').configMap)
    .toEqual({ name: 'redis-roles', defaultMode: 0o555 });
});

test('the mode of a secret is the mode of its file', () => {
  const secret = Secret.fromSecretName(new Rendered().chart, 'Auth', 'auth');
  const [source] = render({ secretFiles: { '/run/auth/password': { secret, key: 'pw', mode: 0o444 } } })
    .volume('secret-run-auth').projected.sources;

  expect(source).toEqual({ secret: { name: 'auth', items: [{ key: 'pw', path: 'password', mode: 0o444 }] } });
});

test('secrets that the group must not read are copied before the server starts, with all of their directory', () => {
  const secret = Secret.fromSecretName(new Rendered().chart, 'Auth', 'auth');
  const files = {
    '/run/auth/key': { secret, key: 'key', mode: 0o400 },
    '/run/auth/ca': { secret, key: 'ca' },
    '/run/tls/crt': { secret, key: 'crt' },
  };
  const rendered = render({ shell: '/bin/sh', secretFiles: files });
  const { command } = rendered.container('secrets');

  expect(rendered.mount('/run/auth')).toEqual({ volume: 'secret-copies', subPath: 'run.auth', readOnly: true });
  expect(rendered.mount('/run/tls')).toEqual({ volume: 'secret-run-tls', readOnly: true });
  expect(rendered.volume('secret-copies').emptyDir).toEqual({ medium: 'Memory' });
  expect(rendered.mount('/run/stateful-app/secrets/run.auth', 'secrets')).toEqual({ volume: 'secret-run-auth', readOnly: true });
  expect([command[0], ...command.slice(3)]).toEqual(['/bin/sh', 'copy-secrets',
    '/run/stateful-app/secrets/run.auth/ca', '/run/stateful-app/private/run.auth', 'ca', '440',
    '/run/stateful-app/secrets/run.auth/key', '/run/stateful-app/private/run.auth', 'key', '400']);
});

test('an empty directory can be in memory and bounded', () => {
  const rendered = render({ emptyDirs: { '/scratch': {}, '/dev/shm': { inMemory: true, sizeLimit: Size.mebibytes(64) } } });

  expect(rendered.volume('empty-scratch')).toEqual({ name: 'empty-scratch', emptyDir: {} });
  expect(rendered.volume('empty-dev-shm')).toEqual({ name: 'empty-dev-shm', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } });
  expect(rendered.mount('/scratch')).toEqual({ volume: 'empty-scratch' });
});

test('each container has a /tmp of its own where its root is read-only', () => {
  const rendered = render();
  rendered.app.addContainer({ name: 'exporter', image: 'exporter:1' });

  expect(rendered.mount('/tmp')).toEqual({ volume: 'tmp-redis' });
  expect(rendered.mount('/tmp', 'exporter')).toEqual({ volume: 'tmp-exporter' });
});

test('a /tmp of the user\'s takes the place of ours', () => {
  expect(render({ emptyDirs: { '/tmp': { inMemory: true } } }).mount('/tmp')).toEqual({ volume: 'empty-tmp' });
  expect(render({ claims: { scratch: { size: Size.gibibytes(1), mountPath: '/tmp' } } }).mount('/tmp')).toEqual({ volume: 'scratch' });
});

test('there is no /tmp where the root is writable', () => {
  expect(render({ security: PodSecurity.writableRoot() }).pod.volumes).toBeUndefined();
});

test('other containers get the files only where they share them', () => {
  const rendered = render({ files: { [CONF]: '' } });
  rendered.app.addContainer({ name: 'alone', image: 'a:1' });
  rendered.app.addContainer({ name: 'sharing', image: 'a:1', sharesFiles: true });

  expect(rendered.mount(CONF, 'alone')).toBeUndefined();
  expect(rendered.mount(CONF, 'sharing')).toEqual(rendered.mount(CONF));
});

test('a file that is added later is like one of the props', () => {
  const later = render();
  later.app.addConfigFile(CONF, 'x');
  later.app.addConfigFile('/etc/acl/users.acl', 'y', { reloaded: true });
  const atOnce = render({ files: { [CONF]: 'x' }, reloadedFiles: { '/etc/acl/users.acl': 'y' } });

  expect(later.set).toEqual(atOnce.set);
  expect(later.titles).toEqual(atOnce.titles);
  expect(later.app.filesOf(0)).toEqual({ [CONF]: 'x', '/etc/acl/users.acl': 'y' });
});

test('a file at the top whose name is env is not mistaken for the environment of a role', () => {
  const { data } = render({ files: { '/env': 'text' } }).one('ConfigMap');

  expect(data).toEqual({ env: 'text' });
});

test('a volume\'s name is a DNS label, however long or odd the path', () => {
  expect(volumeNameOf('secret', '/run/Secrets_x/mysql')).toBe('secret-run-secrets-x-mysql');
  expect(volumeNameOf('empty', `/${'a'.repeat(200)}`)).toMatch(/^[a-z0-9][-a-z0-9]{0,61}[a-z0-9]$/);
  expect(volumeNameOf('empty', `/${'a'.repeat(200)}`)).not.toBe(volumeNameOf('empty', `/${'a'.repeat(201)}`));
});

test('a container with the longest name has a /tmp with a name that Kubernetes takes', () => {
  const rendered = render();
  rendered.app.addContainer({ name: 'a'.repeat(63), image: 'a:1' });

  expect(rendered.mount('/tmp', 'a'.repeat(63)).volume).toMatch(/^tmp-a[-a-z0-9]{0,57}[a-z0-9]$/);
});

test('nothing is written for files where there are none', () => {
  expect(render(PLAIN).titles.filter(title => title.startsWith('ConfigMap'))).toEqual([]);
  expect(render(PLAIN).set.template.metadata.annotations).toBeUndefined();
});
