import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

const library = readFileSync(join(__dirname, 'old-nodes.sh'), 'utf8');

/** Three brokers and three controllers of a chart, by the version of their server. */
export interface OldNodes {
  readonly image: string;
  readonly quorum: 'static' | 'dynamic';
  /** Series of data that is older than the server, which then has no directory ids either. */
  readonly release?: string;
  /** Whether the brokers are other nodes than the controllers. */
  readonly dedicated?: boolean;
  /** Id of the cluster, by default one that is no UUID. */
  readonly clusterId?: string;
}

function claimsOf(dedicated: boolean): Record<string, string> {
  return Object.fromEntries([0, 1, 2].flatMap(n => [
    [`/volume-${dedicated ? 100 + n : n}`, `data-kafka-${n}`],
    ...dedicated ? [[`/volume-${n}`, `data-kafka-controller-${n}`]] : [],
  ]));
}

/** Runs a script with the functions of `old-nodes.sh` on the volumes, as the user of the chart. */
export async function onOldVolumes(t: CaseContext, nodes: OldNodes, script: string): Promise<string> {
  const { image, quorum, release = '', dedicated = false, clusterId = '' } = nodes;
  const env = { QUORUM: quorum, RELEASE: release, CLUSTER_ID: clusterId, ...dedicated ? { BROKERS: '100 101 102' } : {} };
  return runScript(t, { name: 'old', image, script: `${library}\n${script}`, user: 1001, claims: claimsOf(dedicated), env });
}

/** The volumes of a chart after their nodes have been stopped. @param script - what runs before */
export async function oldVolumes(t: CaseContext, nodes: OldNodes, script = ''): Promise<void> {
  await t.apply(Object.values(claimsOf(nodes.dedicated ?? false)).map(claimOf));
  const withoutDirectories = '[ -z "$RELEASE" ] || sed -i /^directory.id=/d /volume-*/data/meta.properties';
  await onOldVolumes(t, nodes, `create_old\n${script}\nstop_old\n${withoutDirectories}`);
}
