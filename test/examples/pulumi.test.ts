import * as pulumi from '@pulumi/pulumi';

test('the Pulumi program registers the objects of the mesh', async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({ newResource: (args) => { registered.push(args); return { id: `${args.name}-id`, state: args.inputs }; }, call: (args) => args.inputs });
  const program = require('../../examples/bookinfo/pulumi') as { count: number };
  const found = () => registered.find((r) => r.type === 'kubernetes:yaml/v2:ConfigGroup');
  while (!found()) await new Promise((done) => setTimeout(done, 10));   // resources register behind promises; jest ends a wait in vain
  const group = found()!;
  expect(group.inputs.objs).toHaveLength(program.count);
  expect(group.inputs.objs.map((o: { kind: string }) => o.kind)).toEqual(expect.arrayContaining(['Namespace', 'VirtualService', 'Gateway']));
});
