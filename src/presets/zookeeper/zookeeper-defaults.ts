import { Duration } from 'cdk8s';
import { ZooKeeperProps } from './zookeeper-props';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'zk',
  image: 'zookeeper:3.9',
  tickTime: Duration.seconds(2),
  firstBoot: false,
  removeLastMember: false,
};

export type ResolvedZooKeeperProps = Resolved<ZooKeeperProps, typeof DEFAULTS>;
