import { imageTag } from '../../checks/image';

/** Where controllers join by themselves: https://cwiki.apache.org/confluence/display/KAFKA/KIP-1186%3A+Update+AddRaftVoterRequest+RPC+to+support+auto-join */
const OLDEST_SERIES = [4, 2];

/** The version that a tag names: `4.3` of `apache/kafka:4.3.1`. */
export function versionOf(image: string): string | undefined {
  return /^(\d+\.\d+)(\D|$)/.exec(imageTag(image) ?? '')?.[1];
}

/** Whether a tag says that the image is too old. What a tag does not say decides for itself. */
export function isTooOld(image: string): boolean {
  const version = versionOf(image);
  if (version === undefined) { return false; }
  const [major, minor] = version.split('.');
  return Number(major) < OLDEST_SERIES[0] || (Number(major) === OLDEST_SERIES[0] && Number(minor) < OLDEST_SERIES[1]);
}
