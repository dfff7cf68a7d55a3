import * as fs from 'fs';
import type * as Lib from '../../lib';
import { shipped } from '../measure';
import { declareMesh } from '../mesh';

// Not measured: writes the objects of the benchmark's mesh, one JSON a line, for the cases that take them ready-made.
const [services, file] = process.argv.slice(2);
const lib = shipped<typeof Lib>('index');
const { App } = require('cdk8s') as typeof import('cdk8s');
const app = new App();
declareMesh(lib, app, { services: Number(services) });
const out = fs.openSync(file, 'w');
for (const chart of app.node.children) for (const object of (chart as Lib.Mesh).toJson()) fs.writeSync(out, `${JSON.stringify(object)}\n`);
fs.closeSync(out);
