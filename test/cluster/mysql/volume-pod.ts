import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

/** The claim of the first member before the set is there. */
export const claim = claimOf('data-mysql-0');

/** Runs a script on the volume of the first member, at `/volume`, while no member runs. @param user - whose files it writes */
export function onVolume(t: CaseContext, script: string, user = 999): Promise<string> {
  return runScript(t, { name: 'volume', image: 'mysql:9.7', script, user, claims: { '/volume': 'data-mysql-0' } });
}
