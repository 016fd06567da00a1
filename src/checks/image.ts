import { endsInToken, replaceTokens } from './tokens';

/** https://github.com/distribution/reference/blob/main/regexp.go, without the parts that only a registry can judge. */
const REFERENCE = /^([A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:\d+)?\/)?[a-z0-9]+(([-._]+|\/)[a-z0-9]+)*(:\w[-.\w]{0,127})?(@[a-z][-+.\w]*:[0-9a-f]{32,})?$/;

/** The form that the kubelet can parse. Anything else ends in InvalidImageName. */
export function isImageReference(image: string): boolean {
  return endsInToken(image) || REFERENCE.test(replaceTokens(image, 'token'));
}

/**
 * Whether an image reference identifies one content well enough: a tag other than `latest`, or a digest. A colon before the last slash
 * belongs to the registry's port.
 */
export function isPinnedImage(image: string): boolean {
  if (endsInToken(image) || /@sha256:[0-9a-f]{64}$/.test(image)) { return true; }
  const tag = imageTag(image);
  return tag !== undefined && tag !== '' && tag !== 'latest';
}

/** The reference in lower case and without spaces around it, if the kubelet can parse that. */
export function closestReference(image: string): string | undefined {
  const [, repository, tag] = /^(.*?)(:[^/]*)?$/.exec(image.trim()) ?? [];
  const closest = `${repository?.toLowerCase()}${tag ?? ''}`;
  return isImageReference(closest) ? closest : undefined;
}

/** An image reference without its tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

/** The tag of an image reference, or `undefined` without one. */
export function imageTag(image: string): string | undefined {
  const afterRegistry = image.slice(image.lastIndexOf('/') + 1).split('@')[0];
  const [, tag] = afterRegistry.split(':');
  return tag;
}
