import { Pair, stepOf } from './pair';
import { imageTag, repositoryOf } from '../../checks/image';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { factsOf } from '../facts';
import { PlanEffect, PlanStep } from '../plan-step';

/** Servers refuse or damage the data of a later series, so a container that mounts a claim must not go back. */
export function imageSteps({ before, after }: Pair, changes: Change[]): PlanStep[] {
  const { claims } = factsOf(after);
  const containers = [...after.spec.template.spec.containers, ...after.spec.template.spec.initContainers ?? []];
  const withData = new Set(containers.filter(container => mountsClaim(container, claims)).map(({ name }: Json) => name));
  const back = changes.filter(({ field, place, before: image, after: next }) => /ontainers\.\*\.image$/.test(place)
    && withData.has(/\[(.*)\]\.image$/.exec(field)?.[1]) && isEarlierSeries(image as string, next as string));
  if (back.length === 0) { return []; }
  return [stepOf(after, PlanEffect.DANGER, 'The image goes back to an earlier series. Its server can refuse or damage the data that '
    + `${before.metadata.name} has written with the later one.`, {
    changes: back,
    remedy: 'Use an image of the later series again, or restore a logical backup into a new set.',
  })];
}

function mountsClaim({ volumeMounts = [], volumeDevices = [] }: Json, claims: string[]): boolean {
  return [...volumeMounts, ...volumeDevices].some(({ name }: Json) => claims.includes(name));
}

/** Compares major and minor versions of tags of one repository. Other tags have no order. */
function isEarlierSeries(before: string | undefined, after: string | undefined): boolean {
  if (typeof before !== 'string' || typeof after !== 'string' || nameOf(before) !== nameOf(after)) { return false; }
  const [from, to] = [before, after].map(image => /^v?(\d+)(?:\.(\d+))?/.exec(imageTag(image) ?? ''));
  if (!from || !to || Number(from[1]) < Number(to[1])) { return false; }
  if (Number(from[1]) > Number(to[1])) { return true; }
  return from[2] !== undefined && to[2] !== undefined && Number(to[2]) < Number(from[2]);
}

/** A mirror has the same images under another registry. */
function nameOf(image: string): string {
  const repository = repositoryOf(image);
  return repository.slice(repository.lastIndexOf('/') + 1);
}
