import { App } from 'cdk8s';
import { WorkersChart } from './chart';

const app = new App();
// first deployment: remove firstBoot once all pods are Ready, and deploy again
new WorkersChart(app, 'zookeeper', { firstBoot: true });
app.synth();
