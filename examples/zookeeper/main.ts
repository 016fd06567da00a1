import { App } from 'cdk8s';
import { WorkersChart } from './chart';

const app = new App();
new WorkersChart(app, 'zookeeper');
app.synth();
