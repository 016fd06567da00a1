import type { ValidationError } from '../checks/validation-errors';

/** Manifests that an API server would reject. The message is for the user, who can mend the input. */
export class ManifestError extends Error {
  constructor(public readonly details: ValidationError) {
    super(`${details.rule}, got ${JSON.stringify(details.got)}; ${details.remedy}`);
  }
}
