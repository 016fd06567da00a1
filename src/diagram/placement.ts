import { list, record, text, texts } from './fields';
import { Workload } from './workloads';

const PLACES: Record<string, string> = {
  'kubernetes.io/hostname': 'node',
  'topology.kubernetes.io/zone': 'zone',
};

const placeOf = (topologyKey: unknown) => PLACES[text(topologyKey)] ?? text(topologyKey);

/** How the scheduler distributes the pods of a set: `spread over zones if possible`. */
export function placementOf({ pod }: Workload): string[] {
  const { podAntiAffinity, nodeAffinity } = record(pod.affinity);
  const { requiredDuringSchedulingIgnoredDuringExecution: apart, preferredDuringSchedulingIgnoredDuringExecution: preferred } = record(
    podAntiAffinity,
  );
  const zones = [...zonesOf(record(nodeAffinity)), text(record(pod.nodeSelector)['topology.kubernetes.io/zone'])].filter(Boolean);
  const constraints = list(pod.topologySpreadConstraints).map(({ topologyKey, whenUnsatisfiable }) =>
    `spread over ${placeOf(topologyKey)}s${whenUnsatisfiable === 'ScheduleAnyway' ? ' if possible' : ''}`);
  return [...new Set([
    ...zones.length > 0 ? [`zones: ${zones.join(', ')}`] : [],
    ...list(apart).map(({ topologyKey }) => `one per ${placeOf(topologyKey)}`),
    ...list(preferred).map(({ podAffinityTerm }) => `one per ${placeOf(record(podAffinityTerm).topologyKey)} if possible`),
    ...constraints,
  ])];
}

/** The zones to which the pods are bound. */
function zonesOf(nodeAffinity: Record<string, any>): string[] {
  const terms = list(record(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution).nodeSelectorTerms);
  return terms.flatMap(({ matchExpressions }) => list(matchExpressions))
    .filter(({ key, operator }) => key === 'topology.kubernetes.io/zone' && operator === 'In')
    .flatMap(({ values }) => texts(values));
}
