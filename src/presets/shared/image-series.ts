import type { Errors } from '../../checks/errors';
import { imageTag } from '../../checks/image';

/** The series in a tag: `9.7` of `mysql:9.7.4-oracle`. A tag such as `stable` contains none. */
export function seriesOf(image: string): string | undefined {
  return /^(\d+\.\d+)(\D|$)/.exec(imageTag(image) ?? '')?.[1];
}

/** The oldest supported series of a system, and the reason. */
export interface OldestSeries {
  readonly system: string;
  readonly series: string;
  /** The reason, which follows the comma in the message: `where a controller with an empty volume regains its vote`. */
  readonly reason: string;
  /** The images to use. */
  readonly use: string;
}

/** Rejects an image whose tag names a series before the oldest one. */
export function checkImageSeries(image: string, { system, series, reason, use }: OldestSeries, errors: Errors): void {
  const given = seriesOf(image);
  if (given !== undefined && rankOf(given) < rankOf(series)) {
    errors.add('ImageTooOld', { rule: `image must be ${system} ${series} or later, ${reason}`, got: image, remedy: `use ${use}` });
  }
}

function rankOf(series: string): number {
  const [major, minor] = series.split('.').map(Number);
  return major * 1000 + minor;
}
