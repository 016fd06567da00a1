import { OldestSeries } from '../shared/image-series';

/**
 * The first version in which controllers join automatically:
 * https://cwiki.apache.org/confluence/display/KAFKA/KIP-1186%3A+Update+AddRaftVoterRequest+RPC+to+support+auto-join
 */
export const OLDEST_SERIES: OldestSeries = {
  system: 'Kafka',
  series: '4.2',
  reason: 'because a controller with an empty volume does not regain its vote in earlier versions',
  use: 'apache/kafka:4.3.1',
};
