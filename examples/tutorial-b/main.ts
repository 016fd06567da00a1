import { App } from 'cdk8s';
import { TutorialB } from './chart';

const app = new App();
new TutorialB(app, 'tutorial-b');
app.synth();
