import { Duration, Size } from 'cdk8s';
import { ConfigMap, Cpu, EnvFrom, EnvValue, Secret } from 'cdk8s-plus-28';
import { LifecycleHook, Ordinals, Port, AppProbe } from 'cdk8s-stateful-app';
import { render, Rendered } from '../support/render';

test('a container is written with nothing that was not asked for', () => {
  expect(render().container()).toEqual({
    name: 'redis', image: 'redis:8', volumeMounts: expect.anything(), securityContext: expect.anything(),
  });
});

test('a container runs the command with arguments and directory that it is given', () => {
  expect(render({ command: ['redis-server'], args: ['--port', '6379'], workingDir: '/data' }).container()).toMatchObject({
    command: ['redis-server'], args: ['--port', '6379'], workingDir: '/data',
  });
});

test('the environment comes as literals, from Secrets, ConfigMaps, the pod and its resources, in the order of the names', () => {
  const { chart } = new Rendered();
  const secret = Secret.fromSecretName(chart, 'Auth', 'auth');
  const map = ConfigMap.fromConfigMapName(chart, 'Settings', 'settings');
  const { env, envFrom } = render({
    env: { Z: EnvValue.fromValue('literal'), A: EnvValue.fromSecretValue({ secret, key: 'k' }), M: EnvValue.fromConfigMap(map, 'm') },
    envFrom: [new EnvFrom(map, 'PRE_')],
  }).container();

  expect(env).toEqual([
    { name: 'A', valueFrom: { secretKeyRef: { name: 'auth', key: 'k' } } },
    { name: 'M', valueFrom: { configMapKeyRef: { name: 'settings', key: 'm' } } },
    { name: 'Z', value: 'literal' },
  ]);
  expect(envFrom).toEqual([{ configMapRef: { name: 'settings' }, prefix: 'PRE_' }]);
});

test('a literal can be empty', () => {
  expect(render({ env: { EMPTY: EnvValue.fromValue('') } }).container().env).toEqual([{ name: 'EMPTY', value: '' }]);
});

test('ports carry name and protocol, TCP unsaid', () => {
  expect(render({ ports: [Port.tcp(6379, { name: 'redis' }), Port.udp(7000, { name: 'gossip' })] }).container().ports).toEqual([
    { containerPort: 6379, name: 'redis' }, { containerPort: 7000, name: 'gossip', protocol: 'UDP' },
  ]);
});

test('probes and hooks are written with the first port where they name none', () => {
  const container = render({
    ports: [Port.tcp(6379, { name: 'redis' })],
    startup: AppProbe.tcp({ period: Duration.seconds(5), failureThreshold: 60 }),
    readiness: AppProbe.exec(['redis-cli', 'ping']),
    liveness: AppProbe.http('/healthz', { portName: 'redis' }),
    postStart: LifecycleHook.exec(['true']),
    preStop: LifecycleHook.sleep(Duration.seconds(5)),
  }).container();

  expect(container).toMatchObject({
    startupProbe: { tcpSocket: { port: 6379 }, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { exec: { command: ['redis-cli', 'ping'] } },
    livenessProbe: { httpGet: { path: '/healthz', port: 'redis' } },
    lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 5 } } },
  });
});

test('resources are written as they were given, and nothing where nothing was', () => {
  const resources = {
    cpu: { request: Cpu.millis(500), limit: Cpu.units(2) },
    memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1.5) },
    ephemeralStorage: { limit: Size.gibibytes(1) },
  };

  expect(render({ resources }).container().resources).toEqual({
    requests: { cpu: '500m', memory: '512Mi' }, limits: { 'cpu': '2', 'memory': '1.5Gi', 'ephemeral-storage': '1Gi' },
  });
  expect(render({ resources: {} }).container().resources).toBeUndefined();
});

test('containers stand beside the main one, and init containers and sidecars before it in the order in which they were added', () => {
  const rendered = render();
  rendered.app.addContainer({ name: 'exporter', image: 'exporter:1', ports: [Port.tcp(9121)] });
  rendered.app.addInitContainer({ name: 'first', image: 'busybox:1.36' });
  rendered.app.addSidecarContainer({ name: 'proxy', image: 'proxy:1', readiness: AppProbe.exec(['true']) });
  const { containers, initContainers } = rendered.pod;

  expect(containers.map((container: any) => container.name)).toEqual(['redis', 'exporter']);
  expect(initContainers.map((container: any) => container.name)).toEqual(['first', 'proxy']);
  expect(rendered.container('proxy')).toMatchObject({ restartPolicy: 'Always', readinessProbe: { exec: { command: ['true'] } } });
  expect(rendered.container('first').restartPolicy).toBeUndefined();
  expect(rendered.container('exporter').ports).toEqual([{ containerPort: 9121 }]);
});

test('a bootstrap container has the image, environment, files and resources of the main one, and none of its ports and probes', () => {
  const rendered = render({
    env: { A: EnvValue.fromValue('1') },
    ports: [Port.tcp(6379, { name: 'redis' })],
    readiness: AppProbe.tcp(),
    files: { '/etc/redis/prepare.sh': '#!/bin/sh\n' },
    resources: { memory: { limit: Size.mebibytes(64) } },
  });
  rendered.app.addBootstrapContainer({ command: ['sh', '/etc/redis/prepare.sh'], args: ['$(A)'], env: { B: EnvValue.fromValue('2') } });
  rendered.app.container.env.addVariable('LATER', EnvValue.fromValue('3'));

  const { env, resources, ...rest } = rendered.container('bootstrap');
  expect(rest).toMatchObject({ image: 'redis:8', command: ['sh', '/etc/redis/prepare.sh'], args: ['$(A)'] });
  expect(rest).not.toHaveProperty('ports');
  expect(rest).not.toHaveProperty('readinessProbe');
  expect(env).toEqual([{ name: 'A', value: '1' }, { name: 'B', value: '2' }, { name: 'LATER', value: '3' }]);
  expect(resources).toEqual(rendered.container().resources);
  expect(rendered.mount('/etc/redis/prepare.sh', 'bootstrap')).toEqual(rendered.mount('/etc/redis/prepare.sh'));
});

test('a bootstrap container can have another name and image', () => {
  const rendered = render();
  rendered.app.addBootstrapContainer({ name: 'guard', image: 'busybox:1.37', command: ['true'] });

  expect(rendered.container('guard').image).toBe('busybox:1.37');
});

test('a bootstrap container has the environment of the pod\'s role, if it has the image that can load it', () => {
  const rendered = render({
    shell: '/bin/sh', command: ['redis-server'], roles: { all: { ordinals: Ordinals.all(), env: { ROLE: 'all' } } },
  });
  rendered.app.addBootstrapContainer({ command: ['prepare'] });
  rendered.app.addBootstrapContainer({ name: 'guard', image: 'busybox:1.37', command: ['guard'] });

  const prefix = rendered.container().command.slice(0, -1);
  expect(prefix.length).toBeGreaterThan(0);
  expect(rendered.container('bootstrap').command).toEqual([...prefix, 'prepare']);
  expect(rendered.container('guard').command).toEqual(['guard']);
});
