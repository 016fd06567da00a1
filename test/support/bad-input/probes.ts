import { Duration } from 'cdk8s';
import { LifecycleHook, Port, AppProbe } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

const ports = [Port.tcp(6379, { name: 'redis' })];

export const probeCases: BadInput[] = [
  {
    title: 'for a probe of a port name that the container has not',
    bad: redis => redis({ ports, readiness: AppProbe.tcp({ portName: 'client' }) }),
    error: 'readiness of container redis must name one of its ports, got "client"; use redis [ProbePortUnknown at test/Redis]',
    good: redis => redis({ ports, readiness: AppProbe.tcp({ portName: 'redis' }) }),
  },
  {
    title: 'for a probe without a port to look at',
    bad: redis => redis({ liveness: AppProbe.tcp() }),
    error: 'liveness of container redis must have a port to connect to, got undefined; declare ports, or set the port of the probe '
      + '[ProbeWithoutPort at test/Redis]',
    good: redis => redis({ ports, liveness: AppProbe.tcp() }),
  },
  {
    title: 'for a probe of port 0',
    bad: redis => redis({ startup: AppProbe.grpc({ port: 0 }) }),
    error: 'the port of startup of container redis must be a whole number from 1 to 65535, got 0; '
      + 'use a port of the container [ProbePortOutOfRange at test/Redis]',
    good: redis => redis({ startup: AppProbe.grpc({ port: 1 }) }),
  },
  {
    title: 'for a period below a second',
    bad: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { period: Duration.millis(500) }) }),
    error: 'readiness.period of container redis must be whole seconds from 1 to 1800, got "0.5s"; use Duration.seconds(5) '
      + '[ProbeTimeInvalid at test/Redis]',
    good: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { period: Duration.millis(1000) }) }),
  },
  {
    title: 'for a timeout of nothing, which Kubernetes would turn into its default',
    bad: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { timeout: Duration.seconds(0) }) }),
    error: 'readiness.timeout of container redis must be whole seconds from 1 to 1800, got "0s"; use Duration.seconds(5) '
      + '[ProbeTimeInvalid at test/Redis]',
    good: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { initialDelay: Duration.seconds(0) }) }),
  },
  {
    title: 'for a delay that is a mere number',
    bad: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { initialDelay: 5 as any }) }),
    error: 'options.initialDelay of AppProbe.exec must be a Duration, got 5; use Duration.seconds(5) [ValueTypeInvalid at AppProbe.exec]',
    good: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { initialDelay: Duration.seconds(5) }) }),
  },
  {
    title: 'for a threshold of no failure',
    bad: redis => redis({ liveness: AppProbe.exec(['redis-cli', 'ping'], { failureThreshold: 0 }) }),
    error: 'liveness.failureThreshold of container redis must be a whole number, 1 or more, got 0; omit it for the default of Kubernetes '
      + '[ProbeThresholdInvalid at test/Redis]',
    good: redis => redis({ liveness: AppProbe.exec(['redis-cli', 'ping'], { failureThreshold: 1 }) }),
  },
  {
    title: 'for a liveness probe that wants two successes',
    bad: redis => redis({ liveness: AppProbe.exec(['redis-cli', 'ping'], { successThreshold: 2 }) }),
    error: 'liveness.successThreshold of container redis must be 1, because Kubernetes allows more for readiness only, got 2; remove it '
      + '[SuccessThresholdNotOne at test/Redis]',
    good: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { successThreshold: 2 }) }),
  },
  {
    title: 'for a probe that runs nothing',
    bad: redis => redis({ liveness: AppProbe.exec([]) }),
    error: 'liveness of container redis must run a list of strings that begins with the command, got []; use [\'redis-cli\', \'ping\'] '
      + '[HandlerCommandInvalid at test/Redis]',
    good: redis => redis({ liveness: AppProbe.exec(['redis-cli', 'ping']) }),
  },
  {
    title: 'for an HTTP path without a slash',
    bad: redis => redis({ ports, readiness: AppProbe.http('healthz') }),
    error: 'readiness of container redis must have a path that begins with a slash, got "healthz"; use a path such as /healthz '
      + '[HandlerPathInvalid at test/Redis]',
    good: redis => redis({ ports, readiness: AppProbe.http('/healthz') }),
  },
  {
    title: 'for an HTTP scheme in small letters',
    bad: redis => redis({ ports, readiness: AppProbe.http('/', { scheme: 'https' }) }),
    error: 'the scheme of readiness of container redis must be HTTP or HTTPS, got "https"; use capital letters, or omit it for the default '
      + '(HTTP) [HandlerSchemeInvalid at test/Redis]',
    good: redis => redis({ ports, readiness: AppProbe.http('/', { scheme: 'HTTPS' }) }),
  },
  {
    title: 'for a hook on a port out of range',
    bad: redis => redis({ preStop: LifecycleHook.http('/stop', 70000) }),
    error: 'the port of preStop of container redis must be a whole number from 1 to 65535, got 70000; '
      + 'use a port of the container [HookPortOutOfRange at test/Redis]',
    good: redis => redis({ preStop: LifecycleHook.http('/stop', 7000) }),
  },
  {
    title: 'for a hook that sleeps for a fraction of a second',
    bad: redis => redis({ preStop: LifecycleHook.sleep(Duration.millis(1500)) }),
    error: 'preStop of container redis must sleep for whole seconds from 1 to 43200, got "1.5s"; use Duration.seconds(5) '
      + '[HookSleepInvalid at test/Redis]',
    good: redis => redis({ preStop: LifecycleHook.sleep(Duration.seconds(2)) }),
  },
  {
    title: 'for a period of hours',
    bad: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { period: Duration.hours(2) }) }),
    error: 'readiness.period of container redis must be whole seconds from 1 to 1800, got "7200s"; use Duration.seconds(5) '
      + '[ProbeTimeInvalid at test/Redis]',
    good: redis => redis({ readiness: AppProbe.exec(['redis-cli', 'ping'], { period: Duration.minutes(2) }) }),
  },
];
