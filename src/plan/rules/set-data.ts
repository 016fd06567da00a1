import { Pair, stepOf } from './pair';
import { imageTag, repositoryOf } from '../../checks/image';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { factsOf } from '../facts';
import { PlanEffect, PlanStep } from '../plan-step';

/**
 * Servers refuse or damage the data of a later series, so the container that mounts a claim must not go back. Those of PostgreSQL read the
 * data of their own major version alone.
 */
export function imageSteps({ before, after }: Pair): PlanStep[] {
  const isPostgreSql = factsOf(after).system === 'postgresql';
  const images = imageChanges(before, after).map(change => ({ change, series: [change.before, change.after].map(seriesOf(isPostgreSql)) }));
  const changesThat = (holds: (order: number) => boolean) =>
    images.filter(({ series: [from, to] }) => holds(orderOf(from, to))).map(({ change }) => change);
  const [back, forward] = [changesThat(order => order > 0), changesThat(order => order < 0)];
  return [
    ...back.length > 0 ? [stepOf(after, PlanEffect.DANGER, 'The image goes back to an earlier series. Its server can refuse or damage the '
      + `data that ${before.metadata.name} has written with the later one.`, {
      changes: back, remedy: 'Use an image of the later series again, or restore a logical backup into a new set.',
    })] : [],
    ...isPostgreSql && forward.length > 0 ? [stepOf(after, PlanEffect.HANDS, 'The image has another major version of PostgreSQL, whose '
      + 'server cannot read the data. The first pod that restarts refuses it, and the roll stops there.', {
      changes: forward,
      remedy: 'Keep the image, and follow "Upgrade to a new major version" in docs/presets/postgresql/operations.md.',
    })] : [],
  ];
}

/** Other images of the same name in containers that mount the same claim. */
function imageChanges(before: Json, after: Json): Change[] {
  const changes = dataMounts(before).flatMap(({ claim, container: { image } }) => dataMounts(after)
    .filter(({ claim: other, container }) => other === claim && container.image !== image && nameOf(container.image) === nameOf(image))
    .map(({ container }): Change =>
      ({ field: `spec.template.spec.containers[${container.name}].image`, place: '', before: image, after: container.image })));
  return [...new Map(changes.map(change => [change.field, change])).values()];
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

/** The major and minor version of a tag, or the major one alone. Other tags, such as hashes of commits, have no order. */
function seriesOf(isMajorAlone: boolean): (image: unknown) => number[] {
  return image => {
    const [, major, minor] = /^v?(\d+)(?:\.(\d+))?(?![\da-z])/i.exec(imageTag(`${image}`) ?? '') ?? [];
    return [major, isMajorAlone ? undefined : minor].filter(part => part !== undefined).map(Number);
  };
}

/** Positive if `from` is later than `to`, and 0 if they are alike as far as both are known. */
function orderOf(from: number[], to: number[]): number {
  return from.slice(0, to.length).map((part, i) => part - to[i]).find(order => order !== 0) ?? 0;
}

/** A mirror has the same images under another registry. */
function nameOf(image: unknown): string | undefined {
  if (typeof image !== 'string') { return undefined; }
  const repository = repositoryOf(image);
  return repository.slice(repository.lastIndexOf('/') + 1);
}
