import type * as Lib from '../../lib';
import type * as Pulumi from '../../lib/pulumi';
import { measure, shipped } from '../measure';
import { declareMesh } from '../mesh';
import { untyped } from '../pulumi-untyped';

/*
 * A mesh as resources of Pulumi, with the SDK's mocks in place of the engine: what a program and the SDK cost. `ours`: MeshResources, from constructs. `untyped`: the same objects, each an
 * `apiextensions.CustomResource` behind its namespace.
 */
const [way, services] = process.argv.slice(2);

async function run(): Promise<Record<string, number>> {
  const stages: Record<string, number> = {};
  let from = performance.now();
  const stage = (name: string): void => { const now = performance.now(); stages[name] = now - from; from = now; };
  const pulumi = require('@pulumi/pulumi') as typeof import('@pulumi/pulumi');
  let registered = 0;
  await pulumi.runtime.setMocks({ newResource: (args) => { registered++; return { id: args.name, state: args.inputs }; }, call: (args) => args.inputs });
  stage('load Pulumi');
  const lib = shipped<typeof Lib>('index'), { App } = require('cdk8s') as typeof import('cdk8s');
  const app = new App();
  declareMesh(lib, app, { services: Number(services) });
  stage('load and construct');
  const urns: PromiseLike<unknown>[] = [];
  const wait = (r: import('@pulumi/pulumi').Resource): void => { urns.push(new Promise((done) => { r.urn.apply(done); })); };
  if (way === 'ours') {
    const { MeshResources } = shipped<typeof Pulumi>('pulumi/index');
    const resources = new MeshResources('bench', app);
    stage('compile, plan, register');
    resources.objects.forEach(wait);
  } else {
    const objects = app.charts.flatMap((c) => c.toJson());
    stage('compile');
    untyped(objects).forEach(wait);
    stage('register');
  }
  await Promise.all(urns);
  stage('until all are registered');
  if (registered < Number(services)) throw new Error(`${registered} resources were registered`);
  return { ...stages, resources: registered };
}

void run().then(({ resources, ...stages }) => {
  // The loop has ended by now: what is measured is the whole process.
  const ms = Object.values(stages).reduce((a, b) => a + b, 0), { user, system } = process.cpuUsage();
  const figures = { resources, 'ms per resource': ms / resources, 'KiB per resource': process.resourceUsage().maxRSS / resources };
  measure(() => ({ ms, cpuMs: (user + system) / 1000, stages, figures }));
}, (error: unknown) => { process.stderr.write(String((error as Error).stack)); process.exitCode = 1; });
