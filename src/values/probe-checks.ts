import { isPortNumber, Port } from './port';
import { LifecycleHook, Probe } from './probe';
import { Problems } from './problems';
import { isWholeSeconds, shownSeconds } from './seconds';
import { checkLineBreaks } from './text-files';

interface Probed {
  readonly ports?: Port[];
  readonly startup?: Probe;
  readonly readiness?: Probe;
  readonly liveness?: Probe;
}

export function checkProbes(container: string, probed: Probed, problems: Problems): void {
  for (const prop of ['startup', 'readiness', 'liveness'] as const) {
    const probe = probed[prop];
    if (!probe) { continue; }
    checkHandler(`${prop} of container ${container}`, probe._handler(), problems);
    checkTarget(`${prop} of container ${container}`, probe, probed.ports ?? [], problems);
    checkTimes(prop, container, probe, problems);
    checkThresholds(prop, container, probe, problems);
  }
}

function checkTarget(prop: string, probe: Probe, ports: Port[], problems: Problems): void {
  const target = probe._target();
  if (typeof target === 'string' && !ports.some(port => port.name === target)) {
    problems.add('ProbePortUnknown', {
      rule: `${prop} must name one of its ports`, got: target, remedy: `use ${ports.map(p => p.name ?? p.number).join(' or ') || 'ports to declare one'}`,
    });
  }
  if (probe._needsPort() && target === undefined && ports.length === 0) {
    problems.add('ProbeWithoutPort', { rule: `${prop} must have a port to look at`, got: target, remedy: 'declare ports, or give the probe a port' });
  }
  if (typeof target === 'number' && !isPortNumber(target)) {
    problems.add('ProbePortOutOfRange', { rule: `the port of ${prop} must be a whole number from 1 to 65535`, got: target, remedy: 'use a port of the container' });
  }
}

function checkTimes(prop: string, container: string, probe: Probe, problems: Problems): void {
  for (const [time, min] of [['initialDelay', 0], ['period', 1], ['timeout', 1]] as const) {
    const duration = probe.options[time];
    if (duration !== undefined && !isWholeSeconds(duration, min)) {
      problems.add('ProbeTimeInvalid', {
        rule: `${prop}.${time} of container ${container} must be whole seconds, ${min} or more`, got: shownSeconds(duration), remedy: 'use Duration.seconds(5)',
      });
    }
  }
}

function checkThresholds(prop: string, container: string, probe: Probe, problems: Problems): void {
  for (const threshold of ['failureThreshold', 'successThreshold'] as const) {
    const value = probe.options[threshold];
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
      problems.add('ProbeThresholdInvalid', {
        rule: `${prop}.${threshold} of container ${container} must be a whole number, 1 or more`, got: value, remedy: 'leave it out for the default of Kubernetes',
      });
    }
  }
  const { successThreshold = 1 } = probe.options;
  if (prop !== 'readiness' && Number.isInteger(successThreshold) && successThreshold > 1) {
    problems.add('SuccessThresholdNotOne', {
      rule: `${prop}.successThreshold of container ${container} must be 1: only readiness may ask for more`, got: successThreshold, remedy: 'leave it out',
    });
  }
}

interface Hooked {
  readonly postStart?: LifecycleHook;
  readonly preStop?: LifecycleHook;
}

export function checkHooks(container: string, hooked: Hooked, problems: Problems): void {
  for (const prop of ['postStart', 'preStop'] as const) {
    const { spec } = hooked[prop] ?? {};
    if (!spec) { continue; }
    checkHandler(`${prop} of container ${container}`, spec, problems);
    if (spec.httpGet && !isPortNumber(spec.httpGet.port)) {
      problems.add('HookPortOutOfRange', {
        rule: `the port of ${prop} of container ${container} must be a whole number from 1 to 65535`, got: spec.httpGet.port, remedy: 'use a port of the container',
      });
    }
    if (spec.sleep && !(Number.isInteger(spec.sleep.seconds) && spec.sleep.seconds >= 1)) {
      problems.add('HookSleepInvalid', {
        rule: `${prop} of container ${container} must sleep for whole seconds, 1 or more`, got: `${spec.sleep.seconds}s`, remedy: 'use Duration.seconds(5)',
      });
    }
  }
}

/** What probes and hooks have in common. */
function checkHandler(prop: string, spec: any, problems: Problems): void {
  const { exec, httpGet } = spec;
  if (exec && !(Array.isArray(exec.command) && exec.command.length > 0 && exec.command.every((word: unknown) => typeof word === 'string'))) {
    problems.add('HandlerCommandInvalid', { rule: `${prop} must run a list of words, the command first`, got: exec.command, remedy: 'use [\'redis-cli\', \'ping\']' });
  } else if (exec) {
    for (const word of exec.command) { checkLineBreaks(prop, '.sh', word, problems); }
  }
  if (httpGet && !(typeof httpGet.path === 'string' && httpGet.path.startsWith('/'))) {
    problems.add('HandlerPathInvalid', { rule: `${prop} must get a path that begins with a slash`, got: httpGet.path, remedy: 'use a path such as /healthz' });
  }
  if (httpGet?.scheme !== undefined && !['HTTP', 'HTTPS'].includes(httpGet.scheme)) {
    problems.add('HandlerSchemeInvalid', { rule: `the scheme of ${prop} must be HTTP or HTTPS`, got: httpGet.scheme, remedy: 'write it in capital letters, or leave it out for HTTP' });
  }
}
