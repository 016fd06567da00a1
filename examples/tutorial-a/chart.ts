import { Chart, Duration, Size } from 'cdk8s';
import { DisruptionBudget, PodSecurity, Port, Spread, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** Three MySQL servers as a tutorial deploys them, with no additional field. */
export class TutorialA extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new StatefulApp(this, 'Mysql', {
      name: 'mysql',
      selectorLabels: { app: 'mysql' },
      replicas: 3,
      image: 'mysql:8.0',
      ports: [Port.tcp(3306)],
      claims: { data: { size: Size.gibibytes(10), mountPath: '/var/lib/mysql' } },

      // turns off each default that adds to the plain manifest
      security: PodSecurity.none(),
      spread: Spread.none(),
      disruptionBudget: DisruptionBudget.none(),
      publishNotReadyAddresses: false,
      minReady: Duration.seconds(0),
    });
  }
}
