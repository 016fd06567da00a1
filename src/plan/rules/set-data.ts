import { Pair, stepOf } from './pair';
import { imageTag, repositoryOf } from '../../checks/image';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { factsOf } from '../facts';
import { PlanEffect, PlanStep } from '../plan-step';

/** Servers refuse or damage the data of a later series, so the container that mounts a claim must not go back. */
export function imageSteps({ before, after }: Pair): PlanStep[] {
  const mounts = dataMounts(after);
  const back = new Map<string, Change>();
  for (const { claim, container: { image } } of dataMounts(before)) {
    for (const { name, image: next } of mounts.filter(mount => mount.claim === claim).map(({ container }) => container)) {
      const field = `spec.template.spec.containers[${name}].image`;
      if (isEarlierSeries(image, next)) { back.set(field, { field, place: '', before: image, after: next }); }
    }
  }
  if (back.size === 0) { return []; }
  return [stepOf(after, PlanEffect.DANGER, 'The image goes back to an earlier series. Its server can refuse or damage the data that '
    + `${before.metadata.name} has written with the later one.`, {
    changes: [...back.values()],
    remedy: 'Use an image of the later series again, or restore a logical backup into a new set.',
  })];
}

/** A server that does not find its data begins with an empty directory. */
export function mountSteps({ before, after }: Pair): PlanStep[] {
  const [former, next] = [dataMounts(before), dataMounts(after)];
  const kept = factsOf(after).claims;
  const moved = former.filter(mount => kept.includes(mount.claim) && !isKept(mount, former, next, after));
  if (moved.length === 0) { return []; }
  const claims = [...new Set(moved.map(({ claim }) => claim))];
  return [stepOf(after, PlanEffect.DANGER, `Containers no longer have the data of ${claims.join(', ')} where it was.`, {
    reasons: moved.map(({ claim, container, path }) => ({
      field: `mount of ${claim} in ${container.name}`,
      before: path,
      after: next.find(mount => mount.claim === claim && mount.container.name === container.name)?.path,
    })),
    remedy: 'Keep the mounts of the claims, unless the server finds its data at the new place.',
  })];
}

/** A container that is gone needs no data, if another one has it where a container had it before. */
function isKept({ claim, container, path }: DataMount, former: DataMount[], next: DataMount[], after: Json): boolean {
  const stays = after.spec.template.spec.containers.some(({ name }: Json) => name === container.name);
  const paths = stays ? [path] : former.filter(mount => mount.claim === claim).map(mount => mount.path);
  return next.some(mount => mount.claim === claim && paths.includes(mount.path) && (!stays || mount.container.name === container.name));
}

interface DataMount {
  readonly claim: string;
  readonly container: Json;
  /** The path, and the directory of the volume if it is not the whole one. */
  readonly path: string;
}

/** Where the containers of a set mount its claims. Init containers come and go. */
function dataMounts(set: Json): DataMount[] {
  const { claims } = factsOf(set);
  return set.spec.template.spec.containers.flatMap((container: Json) =>
    [...container.volumeMounts ?? [], ...container.volumeDevices ?? []].filter(({ name }: Json) => claims.includes(name))
      .map(({ name, mountPath, devicePath, subPath }: Json) => ({
        claim: name, container, path: `${mountPath ?? devicePath}${subPath ? ` (${subPath})` : ''}`,
      })));
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
