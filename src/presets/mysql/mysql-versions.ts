import { OldestSeries } from '../shared/image-series';

/**
 * The series that get fixes for years, oldest first. An upgrade may go from one to the next, and through the innovations between them;
 * it may skip none: https://dev.mysql.com/doc/refman/9.7/en/upgrade-paths.html. What comes after the last of them decides for itself.
 */
export const LTS_SERIES = ['8.0', '8.4', '9.7'];

export const OLDEST_SERIES: OldestSeries = {
  system: 'MySQL', series: '8.4', reason: 'because the scripts and settings need it', use: 'mysql:8.4 or mysql:9.7',
};
