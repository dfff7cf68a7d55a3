import * as path from 'path';
import { measure } from '../measure';
import { objects } from '../workload';

// Ready objects → YAML file, as stock cdk8s does it: each as an ApiObject of one chart of an App.
const [count, file] = process.argv.slice(2);
const ready = objects(Number(count));
measure(() => {
  const { ApiObject, App, Chart } = require('cdk8s') as typeof import('cdk8s');
  const app = new App({ outdir: path.dirname(file), outputFileExtension: path.extname(file) });
  const chart = new Chart(app, path.basename(file, path.extname(file)), { disableResourceNameHashes: true });
  ready.forEach((object, i) => new ApiObject(chart, `o${i}`, object as never));
  app.synth();
}, file);
