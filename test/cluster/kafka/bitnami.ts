import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

const library = readFileSync(join(__dirname, 'old-nodes.sh'), 'utf8');

/** Three combined nodes of a chart, by the version of their server. */
export interface OldNodes {
  readonly image: string;
  readonly quorum: 'static' | 'dynamic';
  /** Series of data that is older than the server, which then has no directory ids either. */
  readonly release?: string;
}

const claims = { '/volume-0': 'data-kafka-0', '/volume-1': 'data-kafka-1', '/volume-2': 'data-kafka-2' };

/** Runs a script with the functions of `old-nodes.sh` on the three volumes, as the user of the chart. */
export async function onOldVolumes(t: CaseContext, { image, quorum, release = '' }: OldNodes, script: string): Promise<string> {
  const env = { QUORUM: quorum, RELEASE: release };
  return runScript(t, { name: 'old', image, script: `${library}\n${script}`, user: 1001, claims, env });
}

/** The volumes of a chart after their nodes have been stopped. @param script - what runs before */
export async function oldVolumes(t: CaseContext, nodes: OldNodes, script = ''): Promise<void> {
  await t.apply(Object.values(claims).map(claimOf));
  const withoutDirectories = '[ -z "$RELEASE" ] || sed -i /^directory.id=/d /volume-*/data/meta.properties';
  await onOldVolumes(t, nodes, `create_old\n${script}\nstop_old\n${withoutDirectories}`);
}
