import { isIP } from 'net';
import { checkAddedContainer, checkPorts } from '../blocks/containers';
import { checkEnv } from '../checks/arguments';
import { isDnsLabel } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { kplus } from '../kplus';
import { matchesSelector } from '../values/label-selector';
import { Json } from '../values/manifest';

/** Parts of a set that users can add or replace until synthesis with the API of cdk8s-plus. */
interface LateParts {
  readonly podLabels: Record<string, string>;
  /** The selector of the StatefulSet. */
  readonly selector: Json;
  readonly workload: kplus.AbstractPod;
  /** Containers that cdk8s-plus renders. */
  readonly plainContainers: kplus.Container[];
  /** Variables that were added to a container of this library. */
  readonly lateEnv: (container: kplus.Container) => Record<string, kplus.EnvValue>;
  readonly volumes: kplus.Volume[];
  /** Names and values of the set that are no secrets. */
  readonly notSecret?: string[];
}

/** Applies the rules of the props to parts that came later. */
export function checkLateParts(parts: LateParts, errors: Errors): void {
  checkSelector(parts, errors);
  for (const container of parts.plainContainers) { checkPlainContainer(container, parts.notSecret, errors); }
  for (const container of [...parts.workload.containers, ...parts.workload.initContainers]) {
    checkPorts(container.name, container.ports, errors);
    checkEnv(container.name, parts.lateEnv(container), parts.notSecret, errors);
  }
  checkRestartPolicy(parts.workload.containers, errors);
  checkVolumes(parts.volumes, errors);
  checkHostAliases(parts.workload.hostAliases, errors);
  checkNameservers(parts.workload.dns.nameservers, errors);
}

function checkSelector({ podLabels, selector }: LateParts, errors: Errors): void {
  if (!matchesSelector(selector, podLabels)) {
    errors.add('SelectorMissesPods', {
      rule: 'workload.select must select labels of the pods, because the API server rejects a StatefulSet whose selector does not match '
        + 'its template',
      got: selector,
      remedy: 'set the labels in podLabels, or use selectorLabels instead of select before the first deployment',
    });
  }
}

function checkPlainContainer(container: kplus.Container, notSecret: string[] | undefined, errors: Errors): void {
  const { name, image = '', command, args, env, resources } = container;
  checkAddedContainer({ name, image, command, args, env: withValues(env.variables), resources, notSecret }, undefined, errors);
}

/** In plain JavaScript, a variable may lack its value. */
export function withValues(variables: { [name: string]: kplus.EnvValue | undefined }): Record<string, kplus.EnvValue> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? {} as kplus.EnvValue]));
}

function checkVolumes(volumes: kplus.Volume[], errors: Errors): void {
  for (const { name } of volumes.filter(volume => !isDnsLabel(volume.name))) {
    errors.add('VolumeNameInvalid', {
      rule: 'the name of a volume must be a DNS label (lower-case letters, digits and dashes)',
      got: name,
      remedy: 'use a name such as plugins',
    });
  }
}

function checkRestartPolicy(containers: kplus.Container[], errors: Errors): void {
  for (const { name, restartPolicy } of containers.filter(container => container.restartPolicy !== undefined)) {
    errors.add('RestartPolicyMisplaced', {
      rule: `container ${name} must have no restart policy, because Kubernetes allows one only for init containers`,
      got: restartPolicy,
      remedy: 'remove it, or use addSidecarContainer',
    });
  }
}

function checkHostAliases(aliases: kplus.HostAlias[], errors: Errors): void {
  for (const { ip } of aliases.filter(alias => isIP(alias.ip) === 0)) {
    errors.add('HostAliasInvalid', {
      rule: 'the ip of a host alias must be an IP address', got: ip, remedy: 'use an address such as 10.0.0.1',
    });
  }
}

function checkNameservers(nameservers: string[], errors: Errors): void {
  if (nameservers.length > 3 || nameservers.some(server => isIP(server) === 0)) {
    errors.add('NameserversInvalid', {
      rule: 'the name servers of the pods must be at most three IP addresses',
      got: nameservers,
      remedy: 'use an address such as 10.0.0.10',
    });
  }
}
