import { restartsOf, usersOf } from './content';
import { unknownOutcome } from './others';
import { stepOf } from './pair';
import { Json } from '../../values/manifest';
import { factsOf, podNames } from '../facts';
import { knownKind } from '../kinds';
import { keyOf, Objects } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';
import { Use } from '../uses';

const { NONE, RELOAD, ROLL, HANDS, UNKNOWN } = PlanEffect;

/** The steps of an object that only the manifests after have. `uses` are those of pods that run and that the apply does not replace. */
export function addedSteps(object: Json, uses: Use[], after: Objects): PlanStep[] {
  const content = contentSteps(object, uses);
  if (content.length > 0) { return content; }
  const kind = knownKind(object);
  if (kind === 'HorizontalPodAutoscaler') { return [autoscaler(object, after)]; }
  const [effect, outcome] = kind === undefined ? [UNKNOWN, `. ${unknownOutcome(object.kind)}`] : (NEW[kind] ?? nothing)(object);
  return [stepOf(object, effect, `Is new${outcome}`)];
}

/** Pods that run without an optional ConfigMap or Secret see it like a change. Pods that need it in a variable wait for it. */
function contentSteps(object: Json, uses: Use[]): PlanStep[] {
  const [files, variables] = [uses.filter(use => use.isReloaded), uses.filter(use => !use.isReloaded && use.isOptional)];
  return [
    ...variables.length > 0
      ? [stepOf(object, HANDS, `Is new. The running pods of ${usersOf(variables)} do not see it until they restart.`, {
        remedy: 'Restart the pods after the apply.', commandsAfter: restartsOf(variables),
      })] : [],
    ...files.length > 0
      ? [stepOf(object, RELOAD, `Is new. The pods of ${usersOf(files)} see its files within about a minute, and none restarts.`)] : [],
  ];
}

type Outcome = [effect: PlanEffect, outcome: string];

const nothing = (): Outcome => [NONE, '.'];
const permissions = (): Outcome => [RELOAD, '. Permissions change at once. No pod restarts.'];

const NEW: Record<string, (object: Json) => Outcome> = {
  ClusterRoleBinding: permissions,
  Job: ({ spec }) => [NONE, spec?.suspend === true ? '.' : ' and runs once.'],
  NetworkPolicy: () => [RELOAD, '. Connections that it does not allow are cut off at once. No pod restarts.'],
  RoleBinding: permissions,
  StatefulSet: set => {
    const { replicas, firstOrdinal } = factsOf(set);
    const pods = replicas > 0 ? `creates ${podNames(set.metadata.name, firstOrdinal, firstOrdinal + replicas)}` : 'has no pods';
    return [NONE, ` and ${pods}.`];
  },
};

function autoscaler(object: Json, after: Objects): PlanStep {
  const { maxReplicas, scaleTargetRef: { apiVersion, kind, name } = {} as Json } = object.spec ?? {};
  const target = apiVersion && after.get(keyOf({ apiVersion, kind, metadata: { ...object.metadata, name } }));
  return (target?.spec?.replicas ?? 1) > maxReplicas
    ? stepOf(object, ROLL, `Stops pods of ${kind}/${name}, because it wants at most ${maxReplicas}.`)
    : stepOf(object, RELOAD, `Is new. The number of pods of ${kind}/${name} can follow it at once.`);
}
