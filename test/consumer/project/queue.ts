import { Chart } from 'cdk8s';
import { Ordinals, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** The environment by role is set by scripts, which the package has to bring along as files. */
export class QueueChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulApp(this, 'Queue', {
      name: 'queue',
      replicas: 2,
      image: 'queue:1.0',
      user: 1000,
      shell: '/bin/sh',
      command: ['/bin/queue'],
      roles: {
        leader: { ordinals: Ordinals.only(0), env: { QUEUE_ROLE: 'leader' } },
        follower: { ordinals: Ordinals.startingAt(1), env: { QUEUE_ROLE: 'follower' } },
      },
    });
  }
}
