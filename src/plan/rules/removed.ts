import { stepOf } from './pair';
import { repositoryOf } from '../../checks/image';
import { Json } from '../../values/manifest';
import { factsOf, podNames } from '../facts';
import { knownKind } from '../kinds';
import { kubectl, titleOf } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

/** The steps of a set that only the manifests before have. `added` are the sets that only those after have. */
export function removedSetSteps(set: Json, added: Json[]): PlanStep[] {
  const successor = added.find(other => isMoved(set, other)) ?? added.find(other => isRenamed(set, other));
  const { replicas, firstOrdinal, claims, deletesWithSet } = factsOf(set);
  const { name } = set.metadata;
  const pods = replicas > 0 ? podNames(name, firstOrdinal, firstOrdinal + replicas) : 'no pods';
  if (successor) {
    const target = isMoved(set, successor)
      ? `the namespace ${successor.metadata.namespace ?? 'of the apply'}` : `the name ${successor.metadata.name}`;
    const volumes = claims.length > 0 ? 'new, empty volumes' : 'other pods';
    return [stepOf(set, PlanEffect.DANGER, `The set gets ${target}, which is another set with ${volumes}. ${titleOf(set)} with ${pods} `
      + 'stays and keeps running.', {
      remedy: `Keep the former ${isMoved(set, successor) ? 'namespace' : 'name'}, or move the data to the new set before clients use it.`,
    })];
  }
  const fate = claims.length === 0 ? '' : deletesWithSet ? ' Its claims and their data are deleted with it.' : ' Its claims stay.';
  return [stepOf(set, PlanEffect.DANGER, `kubectl apply does not delete the set, and ${pods} keep running. A tool that prunes deletes `
    + `them.${fate}`, {
    remedy: 'If the data is still needed, take a backup first. To delete the set, run the command.',
    commandsAfter: [`${kubectl(set)} delete statefulset ${name}`],
  })];
}

function isMoved(set: Json, other: Json): boolean {
  return set.metadata.name === other.metadata.name && set.metadata.namespace !== other.metadata.namespace;
}

/** The same images and claims under another name. */
function isRenamed(set: Json, other: Json): boolean {
  const shape = (object: Json) => JSON.stringify([
    factsOf(object).claims, object.spec.template.spec.containers.map(({ image = '' }: Json) => repositoryOf(image)).sort(),
  ]);
  return set.metadata.namespace === other.metadata.namespace && shape(set) === shape(other);
}

/** What continues to act after the manifest is gone, by kind. */
const STAYS: Record<string, string> = {
  Certificate: 'cert-manager continues to renew it.',
  CronJob: 'It continues to run.',
  DaemonSet: 'Its pods keep running.',
  Deployment: 'Its pods keep running.',
  Ingress: 'It continues to route connections.',
  NetworkPolicy: 'It continues to restrict connections.',
  PodDisruptionBudget: 'It continues to limit evictions.',
  PrometheusRule: 'Its alerts continue to fire.',
  Service: 'Its name continues to resolve.',
};

/** Objects that are deleted together with what they contain. */
const CONTENT: Record<string, string> = {
  CustomResourceDefinition: 'all objects of the kind',
  Namespace: 'all objects in it',
  PersistentVolumeClaim: 'the data of the volume, unless its reclaim policy is Retain',
};

/** The steps of any other object that only the manifests before have. */
export function orphanSteps(object: Json, isUsed: boolean): PlanStep[] {
  // its controller deletes it
  if (object.kind === 'Job' && object.spec?.ttlSecondsAfterFinished !== undefined) { return []; }
  const stays = 'kubectl apply does not delete it.';
  if (isUsed) { return [stepOf(object, PlanEffect.ORPHAN, `${stays} Pods of the manifests still use it.`)]; }
  const content = CONTENT[knownKind(object) ?? ''];
  if (content !== undefined) {
    return [stepOf(object, PlanEffect.DANGER, `${stays} A tool that prunes deletes it with ${content}.`, {
      remedy: 'Keep the manifest, or take a backup first.',
    })];
  }
  return [stepOf(object, PlanEffect.ORPHAN, [stays, STAYS[knownKind(object) ?? ''] ?? ''].join(' ').trim(), {
    remedy: 'Delete it by hand, unless a tool prunes it.',
    commandsAfter: [`${kubectl(object)} delete ${object.kind.toLowerCase()} ${object.metadata.name}`],
  })];
}
