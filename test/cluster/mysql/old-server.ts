import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwords } from './deployment';
import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

const library = readFileSync(join(__dirname, 'old-server.sh'), 'utf8');

/** The server of a chart. */
export interface OldServer {
  /** Role in the chart's replication; standalone without it. */
  readonly mode?: 'primary' | 'secondary';
  /** Further options of the server. */
  readonly options?: string;
}

/** Runs a script with the functions of `old-server.sh` on a claim, as the user of the chart. @param more - further claims by path */
export async function onOldVolume(
  t: CaseContext, script: string, { mode, options }: OldServer = {}, claim = 'data-mysql-0', more: Record<string, string> = {},
): Promise<string> {
  return runScript(t, {
    name: 'old',
    image: 'mysql:9.7',
    script: `${library}\n${script}`,
    user: 1001,
    claims: { '/volume': claim, ...more },
    env: { ...mode ? { MODE: mode } : {}, ...options ? { OPTIONS: options } : {} },
  });
}

/** A volume of the chart, with the SQL that root runs, after a clean stop. Gives its listing. */
export async function oldVolume(t: CaseContext, sql = '', server: OldServer = {}, claim = 'data-mysql-0'): Promise<string> {
  await t.apply([claimOf(claim)]);
  return onOldVolume(t, `create_old\nas root '${passwords.root}' <<'SQL'\n${sql}\nSQL\nstop_old\nlist_old`, server, claim);
}
