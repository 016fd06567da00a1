import { App } from 'cdk8s';
import { WorkersChart } from './chart';

const app = new App();
// first deployment: when all pods are Ready, remove firstBoot and deploy again
new WorkersChart(app, 'zookeeper', { firstBoot: true });
app.synth();
