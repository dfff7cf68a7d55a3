import { App } from 'cdk8s';
import type { MeshResources } from '../../lib/pulumi';
import { build } from '../../examples/bookinfo/mesh';
import { Recorder } from '../pulumi/recorder';

test('the Pulumi program registers every object of the mesh as its own resource', async () => {
  const recorder = await Recorder.start();
  const { bookinfo } = require('../../examples/bookinfo/pulumi') as { bookinfo: MeshResources };
  const registered = await recorder.of(bookinfo);
  const written = build(new App()).toJson() as { kind: string; metadata: { name: string; namespace?: string } }[];
  expect(registered.filter((r) => r.type.startsWith('kubernetes:')).map((r) => r.name).sort())
    .toEqual(written.map(({ kind, metadata: { name, namespace } }) => `bookinfo:${namespace ? `${namespace}/` : ''}${kind}/${name}`).sort());
});
