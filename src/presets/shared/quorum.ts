/** How many of these members have to agree. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** How many of these members may be lost until no majority is left. */
export function faultTolerance(members: number): number {
  return members - majorityOf(members);
}
