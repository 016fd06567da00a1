import { checkEnv, checkWords } from '../checks/arguments';
import { isDnsLabel, isPortName } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { isImageReference, isPinnedImage } from '../checks/image';
import { kplus } from '../kplus';
import { Json } from '../values/manifest';
import { isPortNumber, Port } from '../values/port';
import { LifecycleHook, Probe } from '../values/probe';
import { checkHooks, checkProbes } from '../values/probe-checks';
import { checkResources, resourcesSpec } from '../values/resources';

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
   * Numeric id of the user and group that the container runs as.
   * @default - as the main container
   */
  readonly user?: number;

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

/** A container that is added: the main one has the name of the application, which is checked as such. */
export function checkAddedContainer(props: AppContainerProps, errors: Errors): void {
  if (!isDnsLabel(props.name)) {
    errors.add('ContainerNameInvalid', {
      rule: 'the name of a container must be a DNS label (lower-case letters, digits and dashes)',
      got: props.name,
      remedy: 'use a name such as exporter',
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
}

/** Kubernetes refuses them where they could only fail: an init container is over before anybody looks. */
export function checkInitContainer(props: AppContainerProps, errors: Errors): void {
  checkAddedContainer(props, errors);
  for (const prop of ['startup', 'readiness', 'liveness', 'postStart', 'preStop'] as const) {
    if (props[prop] !== undefined) {
      errors.add('InitContainerProbed', {
        rule: `${prop} of init container ${props.name} must be omitted, because an init container runs to completion before the others `
          + 'start',
        got: `a ${props[prop] instanceof Probe ? 'probe' : 'hook'}`,
        remedy: 'use addSidecarContainer for a container that keeps running',
      });
    }
  }
}

export function checkContainer(name: string, container: ContainerInput, errors: Errors): void {
  const { image, ports = [] } = container;
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
      remedy: 'use a reference such as registry.example.com/team/redis:8',
    });
  } else if (!isPinnedImage(image)) {
    errors.add('ImageNotPinned', {
      rule: `the image of container ${name} must have a digest or a tag other than latest, because otherwise a restarted member could run `
        + 'a different version than the others',
      got: image,
      remedy: 'append the version, as in redis:8',
    });
  }
  checkPorts(name, ports, errors);
  checkProbes(name, container, errors);
  checkHooks(name, container, errors);
  checkEnv(name, container.env, errors);
  for (const prop of ['command', 'args'] as const) { checkWords(`${prop} of container ${name}`, container[prop], errors); }
  checkResources(name, container.resources, errors);
}

function checkPorts(name: string, ports: Port[], errors: Errors): void {
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
    if (port.name === undefined && ports.length > 1) {
      errors.add('PortNameMissing', {
        rule: `the ports of container ${name} must all have names if the container has several`,
        got: port.number,
        remedy: 'use Port.tcp(number, { name })',
      });
    }
  }
  for (const [what, key] of [['names', (p: Port) => p.name], ['numbers', (p: Port) => `${p.number}/${p.protocol}`]] as const) {
    const twice = ports.map(key).filter((k, i, all) => k !== undefined && all.indexOf(k) < i);
    if (twice.length > 0) {
      errors.add('PortDuplicate', {
        rule: `the ports of container ${name} must have different ${what}`,
        got: twice[0],
        remedy: 'remove or change one of them',
      });
    }
  }
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
