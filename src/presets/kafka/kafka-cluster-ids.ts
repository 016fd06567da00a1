import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { ResolvedKafkaProps } from './kafka-defaults';
import { KafkaProps } from './kafka-props';
import type { Errors } from '../../checks/errors';

/** The paths of the clusters of a program, by their IDs. */
const clustersByRoot = new WeakMap<IConstruct, Map<string, string>>();

export function checkClusterId({ clusterId, adopt }: ResolvedKafkaProps, path: string, errors: Errors): void {
  // Kafka formats volumes with any id of this length, and charts have made ids by chance
  if (adopt !== undefined && isAlmostId(clusterId) && !clusterId.startsWith('-')) { return; }
  if (typeof clusterId !== 'string' || !/^[A-Za-z0-9_][A-Za-z0-9_-]{20}[AQgw]$/.test(clusterId)) {
    errors.add('ClusterIdInvalid', {
      rule: `clusterId must be ${isAlmostId(clusterId) ? 'a UUID in base64, which ends in A, Q, g or w and begins with no dash'
        : 'an ID of 22 characters that is unique to the cluster and never changes'}`,
      got: clusterId,
      remedy: `use '${proposedId(path)}', or the output of kafka-storage.sh random-uuid`,
    });
  }
}

/** Whether an ID has the right length and letters, so that only the first or last one is wrong. */
function isAlmostId(clusterId: unknown): clusterId is string {
  return typeof clusterId === 'string' && /^[-\w]{22}$/.test(clusterId);
}

/** Clusters that were deployed with one ID keep it, because it is on their volumes. */
export function reserveClusterId(cluster: IConstruct, { clusterId, allowSharedClusterId }: KafkaProps, errors: Errors): void {
  if (allowSharedClusterId) { return; }
  const { root, path } = cluster.node;
  const clusters = clustersByRoot.get(root) ?? new Map<string, string>();
  clustersByRoot.set(root, clusters);
  const other = clusters.get(clusterId);
  if (other !== undefined) {
    errors.add('ClusterIdShared', {
      rule: `clusterId must differ from that of ${other}, because a node recognizes the volumes and the nodes of its cluster by it`,
      got: clusterId,
      remedy: `use '${proposedId(path)}', or add allowSharedClusterId: true if both clusters have been deployed with one ID`,
    });
  }
  clusters.set(clusterId, path);
}

/**
 * Always the same for the same construct, so that the error is stable. The user copies it into the program. Kafka accepts no id that begins
 * with a dash.
 */
export function proposedId(path: string): string {
  return createHash('sha256').update(`kafka ${path}`).digest().subarray(0, 16).toString('base64url').replace(/^-/, 'A');
}
