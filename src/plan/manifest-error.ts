import type { ValidationError } from '../checks/validation-errors';

/** Manifests that are not what they should be. The message is for the user, who can mend the input. */
export class ManifestError extends Error {}

/** One object twice in the manifests of one side. */
export class RepeatedManifestError extends ManifestError {
  constructor(public readonly details: ValidationError) {
    super(`${details.rule}, got ${details.got}; ${details.remedy}`);
  }
}
