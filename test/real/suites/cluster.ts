import { bookinfoCases } from '../mesh-on-cluster/cases/bookinfo';
import { shopCases } from '../mesh-on-cluster/cases/shop';
import { imagesOf, trusting } from '../mesh-on-cluster/images';
import { leftOut } from '../mesh-on-cluster/left-out';
import { Outside } from '../mesh-on-cluster/outside';
import { asYaml, platform } from '../mesh-on-cluster/programs';
import { RunningMesh } from '../mesh-on-cluster/running-mesh';
import { rogue } from '../mesh-on-cluster/strangers';
import { install } from '../kube/install';
import type { Suite } from '../suite';

/** What is written is applied to a real cluster, and real requests get what the simulator says. */
export const cluster: Suite = {
  name: 'cluster',
  title: 'a real mesh runs from what is written: what is proved is what happens',
  async run(context) {
    for (const { what, why } of leftOut) context.log(`changed or left out: ${what}: ${why}`);
    const outside = new Outside();
    const { yaml, objects } = platform({ istiod: { jwksCa: outside.authorityText } });
    const strangers = [...outside.objects(), ...rogue];
    const mesh = await RunningMesh.start([outside.image, trusting(outside.authority, context.log), ...imagesOf(objects)], context.log);
    try {
      let started = Date.now();
      const lap = (name: string) => { context.figure(`seconds: ${name}`, Math.round((Date.now() - started) / 100) / 10); started = Date.now(); };
      await mesh.startDns();
      await mesh.cluster.apply(outside.objects());
      lap('DNS');
      const applied = await install(mesh.cluster, objects);
      const refused = applied.filter(({ change }) => change === 'refused').map(({ id, message }) => `${id}: ${message}`);
      context.check('everything that is written is accepted', refused);
      lap('apply');
      await mesh.cluster.apply([...rogue, outside.certificate('shop-tls', 'istio-ingress')]);
      await mesh.runNow('vault', 'settle');
      await mesh.ready();
      lap('ready');
      mesh.knows(yaml + asYaml(strangers));
      await bookinfoCases(context, mesh);
      lap('bookinfo');
      await shopCases(context, mesh, outside);
      lap('shop');
      context.figure('requests', mesh.sent);
    } finally {
      await mesh.cluster.stop();
      outside.close();
    }
  },
};
