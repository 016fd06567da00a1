import { Fields, list, nameOf, namespaceOf, record, text } from './fields';

const KINDS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'];

/** An object that creates pods. */
export interface Workload {
  readonly object: Fields;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Fields;
  readonly pod: Fields;
}

export function workloadsOf(manifests: Fields[]): Workload[] {
  return manifests.filter(({ kind }) => KINDS.includes(kind)).map(object => {
    const template = templateOf(object);
    return {
      object,
      kind: text(object.kind),
      name: nameOf(object),
      namespace: namespaceOf(object),
      labels: record(record(template.metadata).labels),
      pod: record(template.spec),
    };
  });
}

function templateOf(object: Fields): Fields {
  if (object.kind === 'Pod') { return object; }
  const spec = record(object.spec);
  return record(object.kind === 'CronJob' ? record(record(spec.jobTemplate).spec).template : spec.template);
}

export function containersOf({ pod }: Workload): Fields[] {
  return [...list(pod.initContainers), ...list(pod.containers)];
}

/** The variables that have a value in the manifest. */
export function environmentOf(workload: Workload): Record<string, string> {
  const variables = containersOf(workload).flatMap(container => list(container.env));
  return Object.fromEntries(variables.filter(({ value }) => value !== undefined).map(({ name, value }) => [text(name), text(value)]));
}

/** The number of a port that may be given by its name in a container. */
export function portNumber(port: unknown, workload: Workload): string {
  const named = containersOf(workload).flatMap(container => list(container.ports)).find(({ name }) => name !== undefined && name === port);
  return text(named?.containerPort) || text(port);
}

/** The claims that all pods of the workload mount together. */
export function sharedClaimsOf({ pod }: Workload): string[] {
  return list(pod.volumes).map(({ persistentVolumeClaim }) => text(record(persistentVolumeClaim).claimName)).filter(Boolean);
}
