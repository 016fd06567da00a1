import { App } from 'cdk8s';
import { EtcdChart } from './chart';

const app = new App();
new EtcdChart(app, 'etcd', { namespace: 'shop', firstBoot: true });
app.synth();
