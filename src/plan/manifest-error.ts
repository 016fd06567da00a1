/** Manifests that are not what they should be. The message is for the user, who can mend the input. */
export class ManifestError extends Error {}
