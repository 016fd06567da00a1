import { App } from 'cdk8s';
import { RedisChart } from './chart';

const app = new App();
new RedisChart(app, 'redis');
app.synth();
