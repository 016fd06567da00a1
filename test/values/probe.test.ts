import { Duration } from 'cdk8s';
import { LifecycleHook, AppProbe } from '../../src/values/probe';

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a probe runs a command', () => {
  expect(json(AppProbe.exec(['redis-cli', 'ping'])._toJson(6379))).toEqual({ exec: { command: ['redis-cli', 'ping'] } });
});

test('a probe opens a connection, to the first port unless it is told another', () => {
  expect(json(AppProbe.tcp()._toJson(6379))).toEqual({ tcpSocket: { port: 6379 } });
  expect(json(AppProbe.tcp({ port: 1 })._toJson(6379))).toEqual({ tcpSocket: { port: 1 } });
  expect(json(AppProbe.tcp({ portName: 'redis' })._toJson(6379))).toEqual({ tcpSocket: { port: 'redis' } });
});

test('a probe gets a path, with no scheme unless it is told one', () => {
  expect(json(AppProbe.http('/healthz')._toJson(80))).toEqual({ httpGet: { path: '/healthz', port: 80 } });
  expect(json(AppProbe.http('/healthz', { portName: 'admin', scheme: 'HTTPS', headers: { Host: 'x' } })._toJson())).toEqual({
    httpGet: { path: '/healthz', port: 'admin', scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'x' }] },
  });
});

test('a probe asks by gRPC', () => {
  expect(json(AppProbe.grpc({ port: 9000 })._toJson(80))).toEqual({ grpc: { port: 9000 } });
  expect(json(AppProbe.grpc({ port: 9000, service: 'db' })._toJson())).toEqual({ grpc: { port: 9000, service: 'db' } });
});

test('times are written in seconds, whatever unit they were given in', () => {
  const probe = AppProbe.exec(['true'], {
    initialDelay: Duration.seconds(0),
    period: Duration.minutes(1),
    timeout: Duration.millis(3000),
    failureThreshold: 5,
    successThreshold: 2,
  });

  expect(probe._toJson()).toEqual({
    exec: { command: ['true'] }, initialDelaySeconds: 0, periodSeconds: 60, timeoutSeconds: 3, failureThreshold: 5, successThreshold: 2,
  });
});

test('hooks run a command, get a path or wait', () => {
  expect(LifecycleHook.exec(['redis-cli', 'save']).spec).toEqual({ exec: { command: ['redis-cli', 'save'] } });
  expect(LifecycleHook.http('/drain', 8080).spec).toEqual({ httpGet: { path: '/drain', port: 8080 } });
  expect(LifecycleHook.sleep(Duration.seconds(5)).spec).toEqual({ sleep: { seconds: 5 } });
});
