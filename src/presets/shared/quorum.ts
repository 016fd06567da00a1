/** Number of these members that form a majority. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** Number of these members that may be lost while a majority remains. */
export function faultTolerance(members: number): number {
  return members - majorityOf(members);
}
