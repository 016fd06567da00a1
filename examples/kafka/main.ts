import { App } from 'cdk8s';
import { OrdersChart } from './chart';

const app = new App();
// first deployment: remove firstBoot once all pods are Ready, and deploy again
new OrdersChart(app, 'kafka', { firstBoot: true });
app.synth();
