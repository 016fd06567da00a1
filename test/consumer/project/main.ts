import { App } from 'cdk8s';
import { CacheChart } from './chart';
import { ClientsChart } from './clients';
import { Plus33Chart } from './plus33';
import { PresetsChart } from './presets';
import { QueueChart } from './queue';

const app = new App();
new CacheChart(app, 'cache');
new QueueChart(app, 'queue');
new Plus33Chart(app, 'plus33');
new ClientsChart(app, 'clients');
new PresetsChart(app, 'presets');
app.synth();
