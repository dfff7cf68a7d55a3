import * as path from 'path';
import { App } from 'cdk8s';
import { Call, Mesh, MeshGroup, MeshService, Port, Source, TimeoutPolicy, Workload } from '../../lib';
import { captureSource, userLine } from '../../lib/constructs/source';
import { buildModel } from '../../lib/constructs/build-model';
import { Duration } from 'cdk8s';

const here = path.relative(process.cwd(), __filename);
const lineHere = (): number => Number(/:(\d+):\d+\)?$/.exec(new Error().stack!.split('\n')[2])![1]);

test('finds the line of the user, in this very file', () => {
  const [source, line] = [captureSource(), lineHere()];
  expect(source()).toMatchObject({ file: here, line });
});

test('of constructs, calls and grants', () => {
  const app = new App();
  const [mesh, m] = [new Mesh(app, 'shop'), lineHere()];
  const [web, w] = [new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: Workload.container({ image: 'a' }) }), lineHere()];
  const [, c] = [web.calls(web, Call.get('/')), lineHere()];
  const [, g] = [web.allows(Source.anyone), lineHere()];
  const { model } = buildModel(app);
  for (const [facts, line] of [[model.meshes[0], m], [model.services[0], w], [model.workloads[0], w], [model.calls[0], c], [model.grants[0], g]] as const) {
    expect(facts.origin.source!()).toMatchObject({ file: here, line });
  }
});

test('of a policy in a bundle: the line in the bundle', () => {
  let line = 0;
  class Bundle extends MeshGroup {
    constructor(scope: Mesh) { super(scope, 'bundle'); [, line] = [new TimeoutPolicy(this, 't', { request: Duration.seconds(1) }), lineHere()]; }
  }
  const app = new App();
  new Bundle(new Mesh(app, 'shop'));
  expect(buildModel(app).model.policies[0].origin.source!()).toMatchObject({ file: here, line });
});

test('reads the frames of every way to run', () => {
  expect(userLine('Error\n    at new Mesh (/x/node_modules/cdk8s-mesh/dist-lib/constructs/mesh.js:1:1)\n    at Object.<anonymous> (/srv/app/main.ts:12:3)')).toEqual({ file: '/srv/app/main.ts', line: 12, column: 3 });
  expect(userLine('Error\n    at file:///srv/app/main.mjs:7:1')).toEqual({ file: '/srv/app/main.mjs', line: 7, column: 1 });
  expect(userLine('Error\n    at async /srv/app/main.js:9:2')).toEqual({ file: '/srv/app/main.js', line: 9, column: 2 });
  expect(userLine('Error\n    at node:internal/main:1:1\n    at new Construct (/x/node_modules/constructs/lib/construct.js:3:1)')).toBeUndefined();
});

test('leaves the limit of stack traces as it was', () => {
  const before = Error.stackTraceLimit;
  captureSource();
  expect(Error.stackTraceLimit).toBe(before);
});
