import { OldestSeries } from '../shared/image-series';

/**
 * The series with fixes for years, oldest first. An upgrade may go from one to the next and through the innovation releases between them,
 * but not skip one: https://dev.mysql.com/doc/refman/9.7/en/upgrade-paths.html. For versions after the last one, the server checks the
 * upgrade.
 */
export const LTS_SERIES = ['8.0', '8.4', '9.7'];

export const OLDEST_SERIES: OldestSeries = {
  system: 'MySQL', series: '8.4', reason: 'because the scripts and settings need it', use: 'mysql:8.4 or mysql:9.7',
};
