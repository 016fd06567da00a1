import { kplus } from '../kplus';

/** Whether something names a value of an existing Secret, and is not the secret itself. */
export function isSecretValue(value: kplus.SecretValue | undefined): value is kplus.SecretValue {
  return typeof value?.secret?.name === 'string' && typeof value.key === 'string';
}
