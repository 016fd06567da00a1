import type { Errors } from '../../checks/errors';
import { kplus } from '../../kplus';

/** Passwords by the prop, or the words of a message, that name their accounts. */
type Passwords = readonly (readonly [account: string, password: kplus.SecretValue | undefined])[];

/** Rejects two accounts whose passwords are the same key of the same Secret. Two keys with one value cannot be seen at synthesis. */
export function checkPasswords(passwords: Passwords, errors: Errors): void {
  const accounts = new Map<string, string>();
  for (const [account, password] of passwords) {
    if (password === undefined) { continue; }
    const place = `${password.secret.name}/${password.key}`;
    const other = accounts.get(place);
    if (other !== undefined) {
      errors.add('PasswordShared', {
        rule: `${account} must differ from ${other}, because a client with the password of one account could log in as the other`,
        got: `key ${password.key} of the Secret ${password.secret.name} for both`,
        remedy: 'use another key or another Secret',
      });
    }
    accounts.set(place, account);
  }
}
