import { OldestSeries } from '../shared/image-series';

export const OLDEST_SERIES: OldestSeries = {
  system: 'Cassandra', series: '5.0', reason: 'because the scripts and settings have been tested with no earlier one', use: 'cassandra:5.0',
};
