import { knownKind } from './kinds';
import { indexed, keyOf, Objects } from './objects';
import { PlanEffect, PlanReason, PlanStep } from './plan-step';
import { addedSteps } from './rules/added';
import { contentSteps, fileReasons } from './rules/content';
import { autoscalerSteps, bindingSteps, otherSteps, serviceSteps } from './rules/others';
import { Pair, pairOf } from './rules/pair';
import { orphanSteps, removedSetSteps } from './rules/removed';
import { setSteps } from './rules/stateful-set';
import { claimSteps, storageClassSteps, volumeSteps } from './rules/storage';
import { jobSteps, podSteps, workloadSteps } from './rules/workloads';
import { keyOfContent, Use, usesIn } from './uses';
import { Json } from '../values/manifest';

/** From the most severe effect to the mildest. */
export const EFFECTS: readonly PlanEffect[] = [
  PlanEffect.DANGER, PlanEffect.HANDS, PlanEffect.ROLL, PlanEffect.UNKNOWN, PlanEffect.ORPHAN, PlanEffect.RELOAD, PlanEffect.NONE,
];

/**
 * What an apply of the manifests `after` does in a cluster that has the manifests `before`. The steps are sorted by their effect, the most
 * severe one first, and then by object. Objects that do not change have no step.
 *
 * @throws ManifestError if two manifests of one list describe the same object, or one has no valid form
 */
export function planOf(before: Json[], after: Json[]): PlanStep[] {
  const steps = new Comparison(indexed(before, 'before'), indexed(after, 'after')).steps();
  const byObject = (one: PlanStep, other: PlanStep) => one.object < other.object ? -1 : one.object > other.object ? 1 : 0;
  return steps.sort((one, other) => EFFECTS.indexOf(one.effect) - EFFECTS.indexOf(other.effect) || byObject(one, other));
}

/** The most severe effect of some steps. */
export function effectOf(steps: PlanStep[]): PlanEffect {
  return EFFECTS.find(effect => steps.some(step => step.effect === effect)) ?? PlanEffect.NONE;
}

const RULES: Record<string, (pair: Pair) => PlanStep[]> = {
  ClusterRoleBinding: bindingSteps,
  DaemonSet: workloadSteps,
  Deployment: workloadSteps,
  HorizontalPodAutoscaler: autoscalerSteps,
  Job: jobSteps,
  PersistentVolume: volumeSteps,
  PersistentVolumeClaim: claimSteps,
  Pod: podSteps,
  ReplicaSet: workloadSteps,
  RoleBinding: bindingSteps,
  Service: serviceSteps,
  StorageClass: storageClassSteps,
};

class Comparison {
  private readonly pairs = new Map<string, Pair>();
  private readonly uses: Map<string, Use[]>;
  /** The changed files of the pods of an object. */
  private readonly files = new Map<Json, PlanReason[]>();

  constructor(private readonly before: Objects, private readonly after: Objects) {
    for (const [key, object] of after) {
      const former = before.get(key);
      if (former) { this.pairs.set(key, pairOf(former, object)); }
    }
    this.uses = usesIn(after);
    for (const pair of this.pairs.values()) {
      const users = new Map(pair.changes.length > 0 ? this.usesOf(pair.after).map(use => [use.user, use]) : []);
      for (const [user, use] of users) { this.files.set(user, [...this.files.get(user) ?? [], ...fileReasons(pair, use)]); }
    }
  }

  public steps(): PlanStep[] {
    const removed = [...this.before].filter(([key]) => !this.after.has(key)).map(([, object]) => object);
    const added = [...this.after].filter(([key]) => !this.before.has(key)).map(([, object]) => object);
    const addedSets = added.filter(isSet);
    return [
      ...[...this.pairs.values()].filter(({ changes }) => changes.length > 0).flatMap(pair => this.changed(pair)),
      ...removed.filter(isSet).flatMap(set => removedSetSteps(set, addedSets)),
      ...removed.filter(object => !isSet(object)).flatMap(object => orphanSteps(object, this.usesOf(object).length > 0)),
      ...added.flatMap(object => addedSteps(object, this.usesOf(object).filter(use => !this.replacesPods(use)), this.after)),
    ];
  }

  private changed(pair: Pair): PlanStep[] {
    const kind = knownKind(pair.after);
    if (kind === 'StatefulSet') { return setSteps(pair, this.files.get(pair.after) ?? []); }
    if (kind === 'ConfigMap' || kind === 'Secret') { return contentSteps(pair, this.usesOf(pair.after), use => this.replacesPods(use)); }
    return (RULES[kind ?? ''] ?? otherSteps)(pair);
  }

  private usesOf({ kind, metadata }: Json): Use[] {
    return this.uses.get(keyOfContent(kind, metadata.namespace, metadata.name)) ?? [];
  }

  /** Whether the apply replaces the pods anyway, which then start with the new content. */
  private replacesPods({ user }: Use): boolean {
    const pair = this.pairs.get(keyOf(user));
    return pair === undefined || pair.changes.some(({ place }) => place.startsWith('spec.template.'));
  }
}

function isSet(object: Json): boolean {
  return knownKind(object) === 'StatefulSet';
}
