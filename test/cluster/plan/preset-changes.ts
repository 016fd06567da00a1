import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import { Size } from 'cdk8s';
import { PAIR } from './objects';
import { run, settled } from './observe';
import type { Json } from './pair';
import { judgeRefused, proveChange } from './prove';
import { titleOf } from '../../../src/plan/objects';
import { planOf } from '../../../src/plan/plan';
import { PlanEffect } from '../../../src/plan/plan-step';
import type { CaseContext } from '../harness/case-context';
import { untilLog } from '../harness/logs';
import { progress } from '../harness/progress';

/** A change of the props of a preset, and the most severe effect that the plan must report. */
export interface PresetChange<V> {
  readonly title: string;
  readonly effect: PlanEffect;
  readonly to: V;
  /** Prints `old` or `new` in the first pod, as the pod sees the changed content. */
  readonly reads?: string;
  /** The system refuses the change: the first pod that restarts logs this. The change is then undone. */
  readonly refused?: { readonly pod: string; readonly container: string; readonly log: RegExp };
}

export const larger = { title: 'larger volumes', effect: PlanEffect.HANDS, to: { storage: Size.gibibytes(2) } };

/** Prints `new` if a file of a pod has the text. */
export const has = (file: string, text: string): string => `grep -qF '${text}' ${file} && echo new || echo old`;

/** A line that only this certificate has. */
export const lineOf = ({ stringData = {} }: V1Secret): string => stringData['tls.crt'].split('\n')[5];

/** By this label the pods of a preset are found. */
export const podLabels = { [PAIR]: 'preset' };

/** Seconds that the pods have to settle: a roll of three JVMs on a busy machine. */
const SECONDS = 400;

/**
 * Makes the changes one after the other in a set that runs, each from the state of the last one that was not refused, and returns the
 * differences between what happened and what the plans said.
 */
export async function follow<V extends object>(
  t: CaseContext, manifestsOf: (variation: V) => Json[], start: V, changes: PresetChange<Partial<V>>[],
): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {};
  let current = start;
  for (const { title, effect, to, reads, refused } of changes) {
    const next = { ...current, ...to };
    const [before, after] = [current, next].map(variation => manifestsOf(variation).map(inNamespaceOf(t)));
    const pair = { name: podLabels[PAIR], effect, reads, before, after, seconds: SECONDS };
    const found = await (refused ? judgeRefused(t, pair, () => untilLog(t, refused.pod, refused.container, refused.log, 240))
      : proveChange(t, pair)).catch((error: unknown) => [String(error)]);
    progress(`${found.length === 0 ? 'proven' : 'NOT proven'}: ${[title, effect, ...found].join(': ')}`);
    if (found.length > 0) { faults[title] = found; }
    if (refused) {
      const back = planOf(after, before);
      for (const command of back.flatMap(step => step.commands)) { await run(command); }
      await t.apply(before as KubernetesObject[]);
      const added = after.filter(object => !before.some(each => titleOf(each) === titleOf(object)));
      for (const object of added) { await t.cluster.objects.delete(object as KubernetesObject); }
      await settled(t, pair.name, before, SECONDS);
    } else {
      current = next;
    }
  }
  return faults;
}

/** Objects of the case, so that the plan knows which set uses a Secret. */
function inNamespaceOf({ namespace }: CaseContext): (manifest: Json) => Json {
  return manifest => ({ ...manifest, metadata: { ...manifest.metadata, namespace } });
}
