/**
 * Whether an image reference names one content for good enough: a tag other than `latest`, or a digest.
 * A colon before the last slash belongs to the registry's port.
 */
export function isPinnedImage(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) { return true; }
  const tag = imageTag(image);
  return tag !== undefined && tag !== '' && tag !== 'latest';
}

/** The tag of an image reference, if there is one. */
export function imageTag(image: string): string | undefined {
  const afterRegistry = image.slice(image.lastIndexOf('/') + 1).split('@')[0];
  const [, tag] = afterRegistry.split(':');
  return tag;
}
