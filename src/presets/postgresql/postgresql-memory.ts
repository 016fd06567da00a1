import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { isPositiveSize, mebibytesOf } from '../../checks/quantity';
import { CommonProps } from '../../common-props';

/** The server's default. A smaller cache makes the server slow and saves little. */
const SMALLEST_SHARED_BUFFERS_MIB = 128;

/** Patroni and its commands, and the processes of a server without clients. */
const OWN_MIB = 160;
const MIB_A_CONNECTION = 2;

/** The memory limit in MiB, or `undefined` without one. */
export function memoryLimitMiB({ resources }: CommonProps): number | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) ? mebibytesOf(limit) : undefined;
}

export function sharedBuffersMiB(props: ResolvedPostgreSqlProps): number {
  if (props.sharedBuffers) { return mebibytesOf(props.sharedBuffers); }
  return Math.max(SMALLEST_SHARED_BUFFERS_MIB, Math.floor((memoryLimitMiB(props) ?? 0) / 4));
}

/** Memory that the server needs in addition to its cache. */
export function memoryBesideCacheMiB({ maxConnections }: ResolvedPostgreSqlProps): number {
  return OWN_MIB + maxConnections * MIB_A_CONNECTION;
}

/** Shared memory of parallel queries. The 64 MiB of a container are too few for a hash join of several workers. */
export function parallelMemoryMiB(props: ResolvedPostgreSqlProps): number {
  return Math.max(64, Math.floor((memoryLimitMiB(props) ?? 1024) / 4));
}
