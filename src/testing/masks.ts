import { imageTag } from '../checks/image';
import { CHECKSUM_ANNOTATION, Json } from '../values/manifest';

/** The value in place of the checksum of files. */
export const MASKED_CHECKSUM = '<checksum of the files>';

const VERSION_LABEL = 'app.kubernetes.io/version';

/** The end of the name of a Job that a preset writes again when its content changes. */
const JOB_HASH = /-[0-9a-f]{10}$/;

/** Replaces values that follow from other values, so that a change shows only where it was made. */
export function masked(manifests: Json[]): Json[] {
  const named = maskJobs(manifests);
  const tags = new Set(containersOf(named).map(({ image }) => imageTag(image)));
  maskImages(named);
  return JSON.parse(JSON.stringify(named, (key, value) => {
    if (key === CHECKSUM_ANNOTATION) { return MASKED_CHECKSUM; }
    return key === VERSION_LABEL && tags.has(value) ? '<tag of the image>' : value;
  }));
}

/** Returns copies in which the names of Jobs have no hashes, also where other objects refer to the Jobs. */
function maskJobs(manifests: Json[]): Json[] {
  const jobs = manifests.filter(({ kind, metadata }) => kind === 'Job' && JOB_HASH.test(metadata.name));
  return JSON.parse(jobs.reduce(
    (text, { metadata: { name } }) => text.replaceAll(name, name.replace(JOB_HASH, '-<hash>')), JSON.stringify(manifests),
  ));
}

/** An image is written at its first container. Sets come first, because upgrades change their images. */
function maskImages(manifests: Json[]): void {
  const first = new Map<string, string>();
  const sets = manifests.filter(({ kind }) => kind === 'StatefulSet');
  for (const manifest of [...sets, ...manifests.filter(({ kind }) => kind !== 'StatefulSet')]) {
    for (const container of containersOf(manifest)) {
      const known = first.get(container.image);
      first.set(container.image, known ?? `<image of ${container.name} in ${manifest.kind}/${manifest.metadata.name}>`);
      container.image = known ?? container.image;
    }
  }
}

/** The containers of a pod's spec, wherever a manifest contains it. */
function containersOf(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) { return []; }
  return Object.entries(value).flatMap(([key, inner]) => {
    const isList = (key === 'containers' || key === 'initContainers') && Array.isArray(inner);
    return isList ? inner.filter(({ image }) => typeof image === 'string') : containersOf(inner);
  });
}
