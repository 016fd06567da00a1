import { App } from 'cdk8s';
import { ShopChart } from './chart';

const app = new App();
// first deployment: remove firstBoot once all pods are Ready, and deploy again
new ShopChart(app, 'mysql', { firstBoot: true });
app.synth();
