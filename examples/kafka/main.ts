import { App } from 'cdk8s';
import { OrdersChart } from './chart';

const app = new App();
// first deployment: when all pods are Ready, remove firstBoot and deploy again
new OrdersChart(app, 'kafka', { firstBoot: true });
app.synth();
