import * as path from 'path';
import type * as Lib from '../../lib';
import { measure, shipped } from '../measure';
import { declareMesh } from '../mesh';

// The whole language: constructs → model → manifests, checked → YAML. Loading the library is part of it.
const [host, services, meshes, chain, file] = process.argv.slice(2);
measure(() => {
  const lib = shipped<typeof Lib>('index');
  const { App, YamlOutputType } = require('cdk8s') as typeof import('cdk8s');
  const props = { outdir: path.dirname(file), outputFileExtension: path.extname(file), yamlOutputType: YamlOutputType.FILE_PER_APP };
  const stages: Record<string, number> = {};
  let from = performance.now();
  const stage = (name: string): void => { const now = performance.now(); stages[name] = now - from; from = now; };
  const app = host === 'stock' ? new App(props) : new lib.MeshApp(props);
  stage('load');
  declareMesh(lib, app, { services: Number(services), meshes: Number(meshes), chain: chain === 'chain' });
  stage('construct');
  if (lib.diagnosticsOf(app).some((d) => d.severity === 'error')) throw new Error(lib.diagnosticsOf(app)[0].message);
  stage('compile and validate');
  app.synth();
  stage('lower again and write');
  require('fs').renameSync(path.join(path.dirname(file), `app${path.extname(file)}`), file);
  return { stages };
}, file);
