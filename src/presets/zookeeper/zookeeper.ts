import { Construct } from 'constructs';
import { zooKeeperBlueprint } from './zookeeper-blueprint';
import { ZooKeeperProps } from './zookeeper-props';
import { StatefulApp } from '../../stateful-app';

/** ZooKeeper: an ensemble that keeps every acknowledged write. */
export class ZooKeeper extends StatefulApp {
  constructor(scope: Construct, id: string, props: ZooKeeperProps) {
    super(scope, id, zooKeeperBlueprint(props));
  }
}
