import { App } from 'cdk8s';
import { OrdersChart } from './chart';

const app = new App();
new OrdersChart(app, 'kafka');
app.synth();
