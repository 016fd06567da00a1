import { Ordinals } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const PATH = '/etc/redis/role.conf';
const roles = {
  master: { ordinals: Ordinals.only(0), files: { [PATH]: 'appendonly yes\n' } },
  replica: { ordinals: Ordinals.startingAt(1), files: { [PATH]: 'replicaof redis-0.redis 6379\n' } },
};
const withEnv = {
  master: { ...roles.master, env: { MODE: 'master' } },
  replica: { ...roles.replica, env: { MODE: 'replica' } },
};
const shell = { shell: '/bin/sh', command: ['redis-server', PATH] };

test('a role knows its ordinals and the hosts of its synthesized pods', () => {
  const { app } = render({ roles });

  expect(app.role('master').hosts).toEqual(['redis-0.redis']);
  expect(app.role('replica').hosts).toEqual(['redis-1.redis', 'redis-2.redis']);
  expect(app.role('replica').ordinals.toString()).toBe('1 and up');
});

test('roles go by ordinals and not by positions where the first ordinal is not 0', () => {
  const later = { master: { ordinals: Ordinals.only(5) }, replica: { ordinals: Ordinals.startingAt(6) } };
  const { app } = render({ ordinalsStart: 5, roles: later });

  expect(app.role('master').hosts).toEqual(['redis-5.redis']);
  expect(app.role('replica').hosts).toEqual(['redis-6.redis', 'redis-7.redis']);
});

test('what a pod will read is answered without a cluster, also for pods that kubectl scale adds', () => {
  const { app } = render({ ...shell, roles: withEnv, files: { '/etc/redis/redis.conf': 'common' } });

  expect(app.filesOf(0)).toEqual({ '/etc/redis/redis.conf': 'common', [PATH]: 'appendonly yes\n' });
  expect(app.filesOf(4711)).toEqual({ '/etc/redis/redis.conf': 'common', [PATH]: 'replicaof redis-0.redis 6379\n' });
  expect([app.environmentOf(0), app.environmentOf(4711)]).toEqual([{ MODE: 'master' }, { MODE: 'replica' }]);
});

describe('without a shell', () => {
  test('each ordinal up to 9 finds a directory of its own in the ConfigMap', () => {
    const { items } = render({ roles }).volume('roles').configMap;

    expect(items).toHaveLength(10);
    expect(items[0]).toEqual({ key: 'master.etc.redis.role.conf', path: '0/etc.redis.role.conf' });
    expect(items.slice(1).map((item: any) => item.key)).toEqual(Array(9).fill('replica.etc.redis.role.conf'));
    expect(items[9].path).toBe('9/etc.redis.role.conf');
  });

  test('the mount chooses the directory by the ordinal that the pod learns from its label', () => {
    const rendered = render({ roles });

    expect(rendered.mount(PATH)).toEqual({ volume: 'roles', readOnly: true, subPathExpr: '$(POD_INDEX)/etc.redis.role.conf' });
    expect(rendered.container().env).toEqual([{
      name: 'POD_INDEX',
      valueFrom: { fieldRef: { fieldPath: 'metadata.labels[\'apps.kubernetes.io/pod-index\']' } },
    }]);
  });

  test('every key that is listed exists in the ConfigMap', () => {
    const rendered = render({ roles });
    const { data } = rendered.one('ConfigMap', 'redis-roles');

    expect(data).toEqual({
      'master.etc.redis.role.conf': 'appendonly yes\n',
      'replica.etc.redis.role.conf': 'replicaof redis-0.redis 6379\n',
    });
    expect(rendered.volume('roles').configMap.items.every((item: any) => item.key in data)).toBe(true);
  });

  test('the list goes from the first ordinal to the highest that is asked for', () => {
    const { items } = render({
      maxOrdinal: 12,
      ordinalsStart: 10,
      roles: { all: { ordinals: Ordinals.all(), files: { [PATH]: '' } } },
    }).volume('roles').configMap;

    expect(items.map((item: any) => item.path.split('/')[0])).toEqual(['10', '11', '12']);
  });

  test('no init container is needed', () => {
    expect(render({ roles }).pod.initContainers).toBeUndefined();
  });
});

describe('with a shell', () => {
  test('an init container of the same image picks the role, for any ordinal', () => {
    const rendered = render({ ...shell, roles });

    expect(rendered.container('role')).toMatchObject({
      image: 'redis:8',
      command: ['/bin/sh', '/run/stateful-app/roles/select_role', '/run/stateful-app/roles', '/run/stateful-app/role', 'redis'],
      env: [{ name: 'POD_NAME' }, { name: 'POD_INDEX' }],
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    });
    expect(rendered.one('ConfigMap', 'redis-roles').data.ordinals).toBe('0 0 master\n1 - replica\n');
  });

  test('the main container sees the picked file and, without an environment by role, its own command', () => {
    const rendered = render({ ...shell, roles });

    expect(rendered.mount(PATH)).toEqual({ volume: 'role', subPath: 'etc.redis.role.conf', readOnly: true });
    expect(rendered.container().command).toEqual(['redis-server', PATH]);
  });

  test('an environment by role is exported by a script before the command', () => {
    const rendered = render({ ...shell, roles: withEnv });

    expect(rendered.container().command).toEqual([
      '/bin/sh', '/run/stateful-app/roles/with_role_env', '/run/stateful-app/role/@env', 'redis-server', PATH,
    ]);
    expect(rendered.one('ConfigMap', 'redis-roles').data).toMatchObject({
      'master-env': 'MODE=\'master\'\n',
      'replica-env': 'MODE=\'replica\'\n',
    });
  });

  test('roles that differ in nothing need no init container', () => {
    const bare = { master: { ordinals: Ordinals.only(0) }, replica: { ordinals: Ordinals.startingAt(1) } };

    expect(render({ ...shell, roles: bare }).pod.initContainers).toBeUndefined();
  });
});

test('a change of what a role has rolls the pods', () => {
  const checksum = (text: string) => render({ roles: { all: { ordinals: Ordinals.all(), files: { [PATH]: text } } } })
    .set.template.metadata.annotations;

  expect(checksum('a')).toEqual({ 'cdk8s-stateful-app/files-checksum': expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(checksum('a')).not.toEqual(checksum('b'));
});
