import { imageTag } from '../../checks/image';

/**
 * The series that get fixes for years, oldest first. An upgrade may go from one to the next, and through the innovations between them;
 * it may skip none: https://dev.mysql.com/doc/refman/9.7/en/upgrade-paths.html. What comes after the last of them decides for itself.
 */
export const LTS_SERIES = ['8.0', '8.4', '9.7'];

const OLDEST_SERIES = '8.4';

/** The series that a tag names: `9.7` of `mysql:9.7.4-oracle`. */
export function seriesOf(image: string): string | undefined {
  return /^(\d+\.\d+)(\D|$)/.exec(imageTag(image) ?? '')?.[1];
}

/** Whether a tag says that the image is too old for the scripts and settings. */
export function isTooOld(image: string): boolean {
  const series = seriesOf(image);
  return series !== undefined && rankOf(series) < rankOf(OLDEST_SERIES);
}

function rankOf(series: string): number {
  const [major, minor] = series.split('.').map(Number);
  return major * 1000 + minor;
}
