import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { KafkaProps } from './kafka-props';
import type { Errors } from '../../checks/errors';

/** The paths of the clusters of a program, by their IDs. */
const clustersByRoot = new WeakMap<IConstruct, Map<string, string>>();

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
