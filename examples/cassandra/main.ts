import { App } from 'cdk8s';
import { ShopChart } from './chart';

const app = new App();
// first deployment: when all pods are Ready, remove firstBoot and deploy again
new ShopChart(app, 'cassandra', { firstBoot: true });
app.synth();
