import { Duration } from 'cdk8s';
import { checkEnv, checkWords } from '../checks/arguments';
import { isDnsLabel, isPortName, nameRemedy } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { closestReference, isImageReference, isPinnedImage, repositoryOf } from '../checks/image';
import { repeated } from '../checks/repeated';
import { kplus } from '../kplus';
import { Json } from '../values/manifest';
import { isPortNumber, Port } from '../values/port';
import { LifecycleHook, AppProbe } from '../values/probe';
import { checkHooks, checkProbes, checkStopTime } from '../values/probe-checks';
import { checkResources, resourcesSpec } from '../values/resources';

/** Settings of a container: image, command, environment, ports, probes and hooks. */
export interface ContainerOptions {
  /** Image, with a digest or a tag other than `latest`. Otherwise members of one system could run different versions. */
  readonly image: string;

  /**
   * Command that replaces the image's entry point.
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Arguments of the command. `$(NAME)` is replaced by the environment variable `NAME`.
   * @default - the image's arguments
   */
  readonly args?: string[];

  /**
   * Directory in which the command starts.
   * @default - the image's working directory
   */
  readonly workingDir?: string;

  /**
   * Environment variables. Pass a secret as a reference, never as a literal value.
   * @default - only the image's variables
   */
  readonly env?: { [name: string]: kplus.EnvValue };

  /**
   * ConfigMaps and Secrets whose keys become environment variables.
   * @default - only `env` adds variables
   */
  readonly envFrom?: kplus.EnvFrom[];

  /**
   * Ports that the container listens on.
   * @default - the container listens on none
   */
  readonly ports?: Port[];

  /**
   * Probe that succeeds when the container has finished its start. The other probes begin afterwards.
   * @default - a container counts as started when it runs
   */
  readonly startup?: AppProbe;

  /**
   * Probe that succeeds while the pod can take traffic. The next pod is created or updated only when this one is ready.
   * @default - a container counts as ready when it runs
   */
  readonly readiness?: AppProbe;

  /**
   * Probe whose failure restarts the container. It must not depend on other members, otherwise the loss of one restarts all of them.
   * @default - a container is restarted only when it exits
   */
  readonly liveness?: AppProbe;

  /**
   * Hook that runs right after the container starts.
   * @default - no hook runs
   */
  readonly postStart?: LifecycleHook;

  /**
   * Hook that runs before the container is stopped, within the grace period.
   * @default - no hook runs
   */
  readonly preStop?: LifecycleHook;
}

/** An additional container of the pod. */
export interface AppContainerProps extends ContainerOptions {
  /** Name of the container. */
  readonly name: string;

  /**
   * Requests and limits of CPU, memory and ephemeral storage.
   * @default - the container has no requests and no limits; if the node runs out of memory, a container without a limit may be killed first
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Numeric id of the user and group that the container runs as.
   * @default - the container runs as the user of the main container
   */
  readonly user?: number;

  /**
   * Policy by which the kubelet pulls the image.
   * @default - the pull policy of the main container applies
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * Mounts the `files`, `reloadedFiles`, `secretFiles` and role files of the main container at the same paths.
   * @default false
   */
  readonly sharesFiles?: boolean;

  /**
   * Values of this container that look like secrets and are none, as in `notSecret` of the application.
   * @default - every value that looks like a secret is rejected
   */
  readonly notSecret?: string[];
}

/** The container that prepares a pod before the main container starts. */
export interface BootstrapContainerProps {
  /** Command of the container. It can run one of the `files`, if the image has the interpreter: `['bash', '/etc/db/prepare.sh']`. */
  readonly command: string[];

  /**
   * Arguments of the command. `$(NAME)` is replaced by the environment variable `NAME`.
   * @default - the command has no arguments
   */
  readonly args?: string[];

  /**
   * Name of the container.
   * @default 'bootstrap'
   */
  readonly name?: string;

  /**
   * Image of the container, for example one with a shell if the server's image has none.
   * @default - the image of the main container
   */
  readonly image?: string;

  /**
   * Environment variables in addition to those of the main container.
   * @default - only the variables of the main container
   */
  readonly env?: { [name: string]: kplus.EnvValue };
}

/** A container together with its resources. */
export interface ContainerInput extends ContainerOptions {
  readonly resources?: kplus.ContainerResources;
  readonly notSecret?: string[];
}

/** Checks a container other than the main one, which is named after the set and checked under that name. */
export function checkAddedContainer(props: AppContainerProps, grace: Duration | undefined, errors: Errors): void {
  if (!isDnsLabel(props.name)) {
    errors.add('ContainerNameInvalid', {
      rule: 'the name of a container must be a DNS label (lower-case letters, digits and dashes)',
      got: props.name,
      remedy: nameRemedy(props.name, 'exporter'),
    });
  }
  const { name, user } = props;
  if (user !== undefined && (!Number.isInteger(user) || user < 1 || user > 2 ** 31 - 1)) {
    errors.add('ContainerUserInvalid', {
      rule: `user of container ${name} must be a numeric ID from 1 to 2147483647`,
      got: user,
      remedy: 'omit it to use the user of the main container',
    });
  }
  checkContainer(props.name, props, errors);
  checkStopTime(name, props.preStop, grace, errors);
}

/** Kubernetes rejects probes and hooks on init containers, because they exit before a probe would run. */
export function checkInitContainer(props: AppContainerProps, errors: Errors): void {
  checkAddedContainer(props, undefined, errors);
  for (const prop of ['startup', 'readiness', 'liveness', 'postStart', 'preStop'] as const) {
    if (props[prop] !== undefined) {
      errors.add('InitContainerProbed', {
        rule: `${prop} of init container ${props.name} must be omitted, because an init container runs to completion before the others `
          + 'start',
        got: `a ${props[prop] instanceof AppProbe ? 'probe' : 'hook'}`,
        remedy: 'use addSidecarContainer for a container that keeps running',
      });
    }
  }
}

export function checkContainer(name: string, container: ContainerInput, errors: Errors): void {
  const { image, ports = [], command, args, notSecret } = container;
  if (image.trim() === '') {
    errors.add('ImageEmpty', {
      rule: `the image of container ${name} must not be empty`,
      got: image,
      remedy: 'use an image with its tag, such as redis:8',
    });
  } else if (!isImageReference(image)) {
    errors.add('ImageInvalid', {
      rule: `the image of container ${name} must have the form registry/repository:tag or registry/repository@sha256:digest, in lower case `
        + 'before the tag',
      got: image,
      remedy: `use ${closestReference(image) ?? 'a reference such as registry.example.com/team/redis:8'}`,
    });
  } else if (!isPinnedImage(image)) {
    errors.add('ImageNotPinned', {
      rule: `the image of container ${name} must have a digest or a tag other than latest, because otherwise a restarted member could run `
        + 'a different version than the others',
      got: image,
      remedy: `append its version, in the form ${repositoryOf(image)}:1.2.3`,
    });
  }
  checkPorts(name, ports, errors);
  checkPortNames(name, ports, errors);
  checkProbes(name, container, errors);
  checkHooks(name, container, errors);
  checkEnv(name, container.env, notSecret, errors);
  checkWords(`command of container ${name}`, command, notSecret, errors);
  checkWords(`args of container ${name}`, args, notSecret, errors, command);
  checkResources(name, container.resources, errors);
}

/** A port of this library or of cdk8s-plus. */
interface AnyPort {
  readonly number: number;
  readonly name?: string;
  readonly protocol?: string;
}

export function checkPorts(name: string, ports: AnyPort[], errors: Errors): void {
  for (const port of ports) {
    if (!isPortNumber(port.number)) {
      errors.add('PortOutOfRange', {
        rule: `the ports of container ${name} must be whole numbers from 1 to 65535`,
        got: port.number,
        remedy: 'use the number that the server listens on',
      });
    }
    if (port.name !== undefined && !isPortName(port.name)) {
      errors.add('PortNameInvalid', {
        rule: `the port names of container ${name} must have at most 15 lower-case letters, digits and dashes, with at least one letter`,
        got: port.name,
        remedy: 'use a name such as client',
      });
    }
  }
  for (const [what, key] of [['names', (p: AnyPort) => p.name], ['numbers', (p: AnyPort) => `${p.number}/${p.protocol}`]] as const) {
    const [twice] = repeated(ports.map(key).filter(k => k !== undefined));
    if (twice !== undefined) {
      errors.add('PortDuplicate', {
        rule: `the ports of container ${name} must have different ${what}`,
        got: twice,
        remedy: 'remove or change one of them',
      });
    }
  }
}

/** A Service distinguishes its ports by their names. */
function checkPortNames(name: string, ports: Port[], errors: Errors): void {
  for (const port of ports) {
    if (port.name === undefined && ports.length > 1) {
      errors.add('PortNameMissing', {
        rule: `the ports of container ${name} must all have names if the container has several`,
        got: port.number,
        remedy: 'use Port.tcp(number, { name })',
      });
    }
  }
}

/** Probes, hooks and resources, which are fixed when a container is declared. */
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
