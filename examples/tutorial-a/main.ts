import { App } from 'cdk8s';
import { TutorialA } from './chart';

const app = new App();
new TutorialA(app, 'tutorial-a');
app.synth();
