import { App, Chart } from 'cdk8s';
import { StatefulApp } from 'cdk8s-stateful-app';

/** A program of ES modules. */
const app = new App();
new StatefulApp(new Chart(app, 'module'), 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 });
app.synth();
