import { imageTag } from '../../checks/image';

/** Where controllers join by themselves: https://cwiki.apache.org/confluence/display/KAFKA/KIP-1186%3A+Update+AddRaftVoterRequest+RPC+to+support+auto-join */
const OLDEST_SERIES = [4, 2];

/** Whether a tag says that the image is too old. What a tag does not say decides for itself. */
export function isTooOld(image: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)(\D|$)/.exec(imageTag(image) ?? '') ?? [];
  if (major === undefined) { return false; }
  return Number(major) < OLDEST_SERIES[0] || (Number(major) === OLDEST_SERIES[0] && Number(minor) < OLDEST_SERIES[1]);
}
