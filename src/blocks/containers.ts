import { kplus } from '../kplus';
import { isDnsLabel, isPortName } from '../values/dns';
import { isPinnedImage } from '../values/image';
import { Json, unlessEmpty } from '../values/manifest';
import { isPortNumber, Port } from '../values/port';
import { LifecycleHook, Probe } from '../values/probe';
import { Problems } from '../values/problems';
import { isQuantity, isUsableSize, sizeQuantity } from '../values/quantity';

/** What a container runs. */
export interface ContainerOptions {
  /** Image, with a tag other than `latest` or with a digest: members of one system must not run different versions by chance. */
  readonly image: string;

  /**
   * The command, instead of the image's entry point.
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Arguments of the command. `$(NAME)` stands for a variable of the environment.
   * @default - the image's own
   */
  readonly args?: string[];

  /**
   * Directory in which the command starts.
   * @default - the image's own
   */
  readonly workingDir?: string;

  /**
   * Environment variables. Secrets are referred to, never written here.
   * @default - the image's own
   */
  readonly env?: { [name: string]: kplus.EnvValue };

  /**
   * ConfigMaps and Secrets whose keys become variables.
   * @default - only `env`
   */
  readonly envFrom?: kplus.EnvFrom[];

  /**
   * Ports that the container listens on.
   * @default - the container listens on none
   */
  readonly ports?: Port[];

  /**
   * Whether the container has finished its start; the other probes wait for it.
   * @default - a container is started when it runs
   */
  readonly startup?: Probe;

  /**
   * Whether the pod gets traffic and the next pod may be created or updated.
   * @default - a container is ready when it runs
   */
  readonly readiness?: Probe;

  /**
   * Whether the container has to be restarted. Must never depend on other members, or the loss of one restarts all.
   * @default - a container is restarted when it exits
   */
  readonly liveness?: Probe;

  /**
   * Runs right after the start.
   * @default - nothing runs
   */
  readonly postStart?: LifecycleHook;

  /**
   * Runs before the container is told to stop, within the grace period.
   * @default - nothing runs
   */
  readonly preStop?: LifecycleHook;
}

/** A further container of the pod. */
export interface AppContainerProps extends ContainerOptions {
  /** Name of the container. */
  readonly name: string;

  /**
   * CPU, memory and ephemeral storage, requested and at most.
   * @default - nothing is said; without a memory limit a node that runs full may kill the container first
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * When the kubelet pulls the image.
   * @default - as the main container's
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * Also mounts the `files`, `reloadedFiles`, `secretFiles` and role files of the main container, at the same paths.
   * @default false
   */
  readonly sharesFiles?: boolean;
}

/** A container together with what it may use of the node. */
export interface ContainerInput extends ContainerOptions {
  readonly resources?: kplus.ContainerResources;
}

/** Literal values of these variables are no secrets: switches, and names of files. */
const HARMLESS_VALUE = /^(|0|1|yes|no|true|false|on|off)$/i;
const SECRET_NAME = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS)$/i;
const SECRET_ARGUMENT = /^--?[\w-]*(password|passwd|secret|token)=(?!\$\(|\/)./i;

export function checkContainer(name: string, container: ContainerInput, problems: Problems): void {
  const { image, ports = [] } = container;
  if (!isDnsLabel(name)) {
    problems.add('ContainerNameInvalid', {
      rule: 'the name of a container must be a DNS label: lower-case letters, digits and dashes', got: name, remedy: 'use a name such as exporter',
    });
  }
  if (typeof image !== 'string' || image.trim() === '') {
    problems.add('ImageEmpty', { rule: `the image of container ${name} must be given`, got: image, remedy: 'use an image with its tag, such as redis:8' });
  } else if (!isPinnedImage(image)) {
    problems.add('ImageNotPinned', {
      rule: `the image of container ${name} must have a tag other than latest, or a digest, or a restarted member could run another version than its peers`,
      got: image,
      remedy: 'append the version, as in redis:8',
    });
  }
  checkPorts(name, ports, problems);
  checkProbes(name, container, problems);
  checkSecrets(name, container, problems);
  checkResources(name, container.resources, problems);
}

function checkPorts(name: string, ports: Port[], problems: Problems): void {
  for (const port of ports) {
    if (!isPortNumber(port.number)) {
      problems.add('PortOutOfRange', { rule: `the ports of container ${name} must be whole numbers from 1 to 65535`, got: port.number, remedy: 'use the number that the server listens on' });
    }
    if (port.name !== undefined && !isPortName(port.name)) {
      problems.add('PortNameInvalid', {
        rule: `the port names of container ${name} must have at most 15 lower-case letters, digits and dashes, one letter at least`, got: port.name, remedy: 'use a name such as client',
      });
    }
    if (port.name === undefined && ports.length > 1) {
      problems.add('PortNameMissing', {
        rule: `the ports of container ${name} must all have names when there are several`, got: port.number, remedy: 'use Port.tcp(number, { name })',
      });
    }
  }
  for (const [what, key] of [['names', (p: Port) => p.name], ['numbers', (p: Port) => `${p.number}/${p.protocol}`]] as const) {
    const twice = ports.map(key).filter((k, i, all) => k !== undefined && all.indexOf(k) < i);
    if (twice.length > 0) {
      problems.add('PortDuplicate', { rule: `the ports of container ${name} must have different ${what}`, got: twice[0], remedy: 'remove one of the two or change it' });
    }
  }
}

function checkProbes(name: string, container: ContainerOptions, problems: Problems): void {
  for (const prop of ['startup', 'readiness', 'liveness'] as const) {
    const probe = container[prop];
    if (!probe) { continue; }
    const target = probe._target();
    const { ports = [] } = container;
    if (typeof target === 'string' && !ports.some(port => port.name === target)) {
      problems.add('ProbePortUnknown', {
        rule: `${prop} of container ${name} must name one of its ports`, got: target, remedy: `use ${ports.map(p => p.name ?? p.number).join(' or ') || 'ports to declare one'}`,
      });
    }
    if (probe._needsPort() && target === undefined && ports.length === 0) {
      problems.add('ProbeWithoutPort', { rule: `${prop} of container ${name} must have a port to look at`, got: target, remedy: 'declare ports, or give the probe a port' });
    }
    if (typeof target === 'number' && !isPortNumber(target)) {
      problems.add('ProbePortOutOfRange', { rule: `the port of ${prop} of container ${name} must be a whole number from 1 to 65535`, got: target, remedy: 'use a port of the container' });
    }
    for (const threshold of ['failureThreshold', 'successThreshold'] as const) {
      const value = probe.options[threshold];
      if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
        problems.add('ProbeThresholdInvalid', { rule: `${prop}.${threshold} of container ${name} must be a whole number, 1 or more`, got: value, remedy: 'leave it out for the default of Kubernetes' });
      }
    }
    const { successThreshold = 1 } = probe.options;
    if (prop !== 'readiness' && Number.isInteger(successThreshold) && successThreshold > 1) {
      problems.add('SuccessThresholdNotOne', { rule: `${prop}.successThreshold of container ${name} must be 1: only readiness may ask for more`, got: successThreshold, remedy: 'leave it out' });
    }
  }
}

function checkSecrets(name: string, container: ContainerOptions, problems: Problems): void {
  for (const [variable, value] of Object.entries(container.env ?? {})) {
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(variable)) {
      problems.add('EnvNameInvalid', { rule: `env of container ${name} must have names of letters, digits, dashes, dots and underscores`, got: variable, remedy: 'use a name such as LOG_LEVEL' });
    }
    if (typeof value.value === 'string' && SECRET_NAME.test(variable) && !HARMLESS_VALUE.test(value.value)) {
      problems.add('SecretInline', {
        rule: `env.${variable} of container ${name} must not be a literal: everybody who reads the manifest would have it`,
        got: 'a literal value',
        remedy: `mount it with secretFiles (many images read ${variable}_FILE), or use EnvValue.fromSecretValue`,
      });
    }
  }
  for (const argument of [...container.command ?? [], ...container.args ?? []]) {
    if (SECRET_ARGUMENT.test(argument)) {
      problems.add('SecretInArguments', {
        rule: `the arguments of container ${name} must not hold secrets: every process of the node can read them`,
        got: argument.replace(/=.*/s, '=...'),
        remedy: 'give the server a file from secretFiles',
      });
    }
  }
}

function checkResources(name: string, resources: kplus.ContainerResources | undefined, problems: Problems): void {
  const cpu = { request: resources?.cpu?.request?.amount, limit: resources?.cpu?.limit?.amount };
  for (const [kind, amount] of Object.entries(cpu)) {
    if (amount !== undefined && (!isQuantity(amount) || parseFloat(amount) <= 0)) {
      problems.add('CpuInvalid', { rule: `resources.cpu.${kind} of container ${name} must be more than nothing`, got: amount, remedy: 'use Cpu.millis(500) or Cpu.units(2)' });
    }
  }
  for (const kind of ['memory', 'ephemeralStorage'] as const) {
    const { request, limit } = resources?.[kind] ?? {};
    for (const size of [request, limit]) {
      if (size && !isUsableSize(size)) {
        problems.add('ResourceSizeInvalid', { rule: `resources.${kind} of container ${name} must be more than nothing`, got: sizeQuantity(size), remedy: 'use Size.mebibytes(512)' });
      }
    }
    if (request && limit && request.toKibibytes() > limit.toKibibytes()) {
      problems.add('RequestAboveLimit', {
        rule: `resources.${kind}.request of container ${name} must not be above its limit of ${sizeQuantity(limit)}`, got: sizeQuantity(request), remedy: 'raise the limit or lower the request',
      });
    }
  }
}

/** Requests and limits, each in the unit that it was given in. */
export function resourcesSpec(resources: kplus.ContainerResources | undefined): Json | undefined {
  if (!resources) { return undefined; }
  const side = (kind: 'request' | 'limit') => {
    const [memory, storage] = [resources.memory?.[kind], resources.ephemeralStorage?.[kind]];
    const amounts = {
      ...resources.cpu?.[kind] && { cpu: resources.cpu[kind].amount },
      ...memory && { memory: sizeQuantity(memory) },
      ...storage && { 'ephemeral-storage': sizeQuantity(storage) },
    };
    return unlessEmpty(amounts);
  };
  return unlessEmpty({ ...side('request') && { requests: side('request') }, ...side('limit') && { limits: side('limit') } });
}

/** Probes, hooks and resources: what is fixed when a container is declared. */
export function declaredSpec(container: ContainerInput): Json {
  const firstPort = container.ports?.[0]?.number;
  const { startup, readiness, liveness, postStart, preStop } = container;
  return {
    startupProbe: startup?._toJson(firstPort),
    readinessProbe: readiness?._toJson(firstPort),
    livenessProbe: liveness?._toJson(firstPort),
    lifecycle: postStart || preStop ? { postStart: postStart?.spec, preStop: preStop?.spec } : undefined,
    resources: resourcesSpec(container.resources),
  };
}
