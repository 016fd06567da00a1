import { KafkaProps } from './kafka-props';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'kafka',
  image: 'apache/kafka:4.3.1',
  clusterDomain: 'cluster.local',
  firstBoot: false,
};

export type ResolvedKafkaProps = Resolved<KafkaProps, typeof DEFAULTS>;
