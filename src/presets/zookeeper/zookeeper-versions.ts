import { OldestSeries } from '../shared/image-series';

export const OLDEST_SERIES: OldestSeries = {
  system: 'ZooKeeper', series: '3.9', reason: 'because the scripts and settings have been tested with no earlier one', use: 'zookeeper:3.9',
};
