import { Duration } from 'cdk8s';
import { isPortNumber, Port } from './port';
import { LifecycleHook, AppProbe } from './probe';
import { checkHeader, checkWords } from '../checks/arguments';
import type { Errors } from '../checks/errors';
import { isIntegerIn } from '../checks/quantity';
import { checkSeconds, checkWhole } from '../checks/ranges';
import { secondsOf } from '../checks/seconds';

interface ContainerProbes {
  readonly ports?: Port[];
  readonly startup?: AppProbe;
  readonly readiness?: AppProbe;
  readonly liveness?: AppProbe;
  readonly notSecret?: string[];
}

export function checkProbes(container: string, probed: ContainerProbes, errors: Errors): void {
  for (const prop of ['startup', 'readiness', 'liveness'] as const) {
    const probe = probed[prop];
    if (!probe) { continue; }
    checkHandler(`${prop} of container ${container}`, probe._handler(), probed.notSecret, errors);
    checkTarget(`${prop} of container ${container}`, probe, probed.ports ?? [], errors);
    checkTimes(prop, container, probe, errors);
    checkThresholds(prop, container, probe, errors);
  }
}

function checkTarget(prop: string, probe: AppProbe, ports: Port[], errors: Errors): void {
  const target = probe._target();
  if (typeof target === 'string' && !ports.some(port => port.name === target)) {
    errors.add('ProbePortUnknown', {
      rule: `${prop} must name one of its ports`,
      got: target,
      remedy: `use ${ports.map(p => p.name ?? p.number).join(' or ') || 'ports to declare one'}`,
    });
  }
  if (probe._needsPort() && target === undefined && ports.length === 0) {
    errors.add('ProbeWithoutPort', {
      rule: `${prop} must have a port to connect to`,
      got: target,
      remedy: 'declare ports, or set the port of the probe',
    });
  }
  if (typeof target === 'number' && !isPortNumber(target)) {
    errors.add('ProbePortOutOfRange', {
      rule: `the port of ${prop} must be a whole number from 1 to 65535`,
      got: target,
      remedy: 'use a port of the container',
    });
  }
}

function checkTimes(prop: string, container: string, probe: AppProbe, errors: Errors): void {
  for (const [time, min, max] of [['initialDelay', 0, 3600], ['period', 1, 1800], ['timeout', 1, 1800]] as const) {
    checkSeconds(errors, {
      code: 'ProbeTimeInvalid',
      prop: `${prop}.${time} of container ${container}`,
      value: probe.options[time],
      remedy: 'use Duration.seconds(5)',
    }, min, max);
  }
}

function checkThresholds(prop: string, container: string, probe: AppProbe, errors: Errors): void {
  for (const threshold of ['failureThreshold', 'successThreshold'] as const) {
    checkWhole(errors, {
      code: 'ProbeThresholdInvalid',
      prop: `${prop}.${threshold} of container ${container}`,
      value: probe.options[threshold],
      remedy: 'omit it for the default of Kubernetes',
    }, 1);
  }
  const { successThreshold = 1 } = probe.options;
  if (prop !== 'readiness' && Number.isInteger(successThreshold) && successThreshold > 1) {
    errors.add('SuccessThresholdNotOne', {
      rule: `${prop}.successThreshold of container ${container} must be 1, because Kubernetes allows more for readiness only`,
      got: successThreshold,
      remedy: 'remove it',
    });
  }
}

/** The longest grace period, within which the hook runs. */
const LONGEST_SLEEP = 43_200;

interface ContainerHooks {
  readonly postStart?: LifecycleHook;
  readonly preStop?: LifecycleHook;
  readonly notSecret?: string[];
}

export function checkHooks(container: string, hooked: ContainerHooks, errors: Errors): void {
  for (const prop of ['postStart', 'preStop'] as const) {
    const { spec } = hooked[prop] ?? {};
    if (!spec) { continue; }
    checkHandler(`${prop} of container ${container}`, spec, hooked.notSecret, errors);
    if (spec.httpGet && !isPortNumber(spec.httpGet.port)) {
      errors.add('HookPortOutOfRange', {
        rule: `the port of ${prop} of container ${container} must be a whole number from 1 to 65535`,
        got: spec.httpGet.port,
        remedy: 'use a port of the container',
      });
    }
    if (spec.sleep && !isIntegerIn(spec.sleep.seconds, 1, LONGEST_SLEEP)) {
      errors.add('HookSleepInvalid', {
        rule: `${prop} of container ${container} must sleep for whole seconds from 1 to ${LONGEST_SLEEP}`,
        got: `${spec.sleep.seconds}s`,
        remedy: 'use Duration.seconds(5)',
      });
    }
  }
}

/** Kubernetes' default, in seconds. */
const GRACE_SECONDS = 30;

/** The grace period begins with the hook, so a hook that takes all of it leaves the server no time to shut down. */
export function checkStopTime(container: string, preStop: LifecycleHook | undefined, grace: Duration | undefined, errors: Errors): void {
  const sleep = preStop?.spec.sleep?.seconds;
  const seconds = grace === undefined ? GRACE_SECONDS : secondsOf(grace);
  if (sleep !== undefined && sleep >= seconds) {
    errors.add('PreStopOutlastsGrace', {
      rule: `preStop of container ${container} must sleep for less than terminationGracePeriod (${seconds}s), because the server shuts `
        + 'down in the rest of that time and is killed at its end',
      got: `${sleep}s`,
      remedy: `use a shorter sleep, or terminationGracePeriod: Duration.seconds(${sleep + GRACE_SECONDS})`,
    });
  }
}

/** Checks that probes and hooks share. */
function checkHandler(prop: string, spec: any, notSecret: string[] | undefined, errors: Errors): void {
  const { exec, httpGet } = spec;
  if (exec && !(Array.isArray(exec.command) && exec.command.length > 0
    && exec.command.every((word: unknown) => typeof word === 'string'))) {
    errors.add('HandlerCommandInvalid', {
      rule: `${prop} must run a list of strings that begins with the command`,
      got: exec.command,
      remedy: 'use [\'redis-cli\', \'ping\']',
    });
  } else if (exec) {
    checkWords(prop, exec.command, notSecret, errors);
  }
  for (const { name, value } of httpGet?.httpHeaders ?? []) { checkHeader(prop, name, value, notSecret, errors); }
  if (httpGet && !(typeof httpGet.path === 'string' && httpGet.path.startsWith('/'))) {
    errors.add('HandlerPathInvalid', {
      rule: `${prop} must have a path that begins with a slash`,
      got: httpGet.path,
      remedy: 'use a path such as /healthz',
    });
  }
  if (httpGet?.scheme !== undefined && !['HTTP', 'HTTPS'].includes(httpGet.scheme)) {
    errors.add('HandlerSchemeInvalid', {
      rule: `the scheme of ${prop} must be HTTP or HTTPS`,
      got: httpGet.scheme,
      remedy: 'use capital letters, or omit it for the default (HTTP)',
    });
  }
}
