import { MySqlSettingsProps } from './mysql-settings';
import { isPositiveSize, mebibytesOf } from '../../checks/quantity';
import { CommonProps } from '../../common-props';

/*
 * Memory of a server, measured with 9.7.4: 506 MiB allocated with a pool of 128 MiB that takes 131 MiB, so 375 MiB are for the server alone
 * (64 of them the log buffer, most others the performance schema). While 100 connections sort, they add 120 to 210 MiB.
 */
const OWN_MIB = 400;
const MIB_A_CONNECTION = 1;
const POOL_OVERHEAD = 1.05;

/** The server's default. A smaller pool makes the server slow and saves little. */
const SMALLEST_BUFFER_POOL_MIB = 128;

export const DEFAULT_MAX_CONNECTIONS = 151;

/** The memory limit in MiB, or `undefined` without one. */
export function memoryLimitMiB({ resources }: CommonProps): number | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) ? mebibytesOf(limit) : undefined;
}

/** Memory that the server needs in addition to its pool. */
export function memoryBesidePoolMiB({ maxConnections = DEFAULT_MAX_CONNECTIONS }: MySqlSettingsProps): number {
  return OWN_MIB + maxConnections * MIB_A_CONNECTION;
}

/** Half of the limit, or less if the rest would not suffice for the server and its connections. */
export function bufferPoolMiB(props: MySqlSettingsProps & CommonProps): number {
  if (props.bufferPool) { return mebibytesOf(props.bufferPool); }
  const limit = memoryLimitMiB(props) ?? 0;
  return Math.floor(Math.max(SMALLEST_BUFFER_POOL_MIB, Math.min(limit / 2, (limit - memoryBesidePoolMiB(props)) / POOL_OVERHEAD)));
}

/** All memory that the server may need. */
export function memoryNeededMiB(props: MySqlSettingsProps & CommonProps): number {
  return Math.ceil(bufferPoolMiB(props) * POOL_OVERHEAD + memoryBesidePoolMiB(props));
}
