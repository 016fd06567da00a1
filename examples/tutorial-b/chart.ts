import { Chart, Duration, Size } from 'cdk8s';
import { DisruptionBudget, PodSecurity, Port, Spread, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** Three MySQL servers as another tutorial deploys them, with no additional field. */
export class TutorialB extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulApp(this, 'Mysql', {
      name: 'mysql',
      selectorLabels: { app: 'mysql' },
      replicas: 3,
      image: 'mysql:8.0',
      ports: [Port.tcp(3306, { name: 'mysql' })],
      claims: { 'mysql-persistent-storage': { size: Size.gibibytes(1), mountPath: '/var/lib/mysql' } },
      headlessService: { labels: { app: 'mysql' } },

      // turns off each default that adds to the plain manifest
      security: PodSecurity.none(),
      spread: Spread.none(),
      disruptionBudget: DisruptionBudget.none(),
      publishNotReadyAddresses: false,
      minReady: Duration.seconds(0),
    });
  }
}
