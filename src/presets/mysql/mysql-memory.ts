import { MySqlSettingsProps } from './mysql-settings';
import { isPositiveSize, mebibytesOf } from '../../checks/quantity';
import { CommonProps } from '../../common-props';

/*
 * What a server needs, measured with 9.7.4: 506 MiB allocated with a pool of 128 MiB that takes 131 MiB, so 375 MiB are the server's own
 * (64 of them the log buffer, most others the performance schema); 100 connections that sort add 120 to 210 MiB while they do.
 */
const OWN_MIB = 400;
const MIB_A_CONNECTION = 1;
const POOL_OVERHEAD = 1.05;

/** The server's default; with less it is slow rather than small. */
const SMALLEST_BUFFER_POOL_MIB = 128;

export const DEFAULT_MAX_CONNECTIONS = 151;

/** The memory limit in MiB, if there is one. */
export function memoryLimitMiB({ resources }: CommonProps): number | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) ? mebibytesOf(limit) : undefined;
}

/** What the server takes beside its pool. */
export function memoryBesidePoolMiB({ maxConnections = DEFAULT_MAX_CONNECTIONS }: MySqlSettingsProps): number {
  return OWN_MIB + maxConnections * MIB_A_CONNECTION;
}

/** Half of the limit, or less where the rest would not do for the server itself and its connections. */
export function bufferPoolMiB(props: MySqlSettingsProps & CommonProps): number {
  if (props.bufferPool) { return mebibytesOf(props.bufferPool); }
  const limit = memoryLimitMiB(props) ?? 0;
  return Math.floor(Math.max(SMALLEST_BUFFER_POOL_MIB, Math.min(limit / 2, (limit - memoryBesidePoolMiB(props)) / POOL_OVERHEAD)));
}

/** All that the server may come to need. */
export function memoryNeededMiB(props: MySqlSettingsProps & CommonProps): number {
  return Math.ceil(bufferPoolMiB(props) * POOL_OVERHEAD + memoryBesidePoolMiB(props));
}
