// What `cdk8s synth` runs (see cdk8s.yaml).
import { MeshApp } from 'cdk8s-mesh';
import { build } from './mesh';

const app = new MeshApp();
build(app);
app.synth();
