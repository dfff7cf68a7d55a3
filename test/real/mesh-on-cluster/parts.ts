import { MeshApp } from 'cdk8s-mesh';
import { install } from '../kube/install';
import type { SuiteContext } from '../suite';
import { bookinfoCases } from './cases/bookinfo';
import { controlPlaneCases, injectionCases } from './cases/control-plane';
import { lieCases } from './cases/lies';
import { migrationCases } from './cases/migration';
import { shopCases } from './cases/shop';
import { upgradeCase } from './cases/upgrade';
import { checkCase, weightCase } from './cases/weight';
import { installIstio } from './control-plane';
import { imagesOf, trusting } from './images';
import { ingress, legacy } from './legacy';
import { Outside } from './outside';
import { asYaml, type Choices, platform, written, type Written } from './programs';
import { RunningMesh } from './running-mesh';
import { rogue } from './strangers';

/** The production profile, Bookinfo and the shop of two owners. */
export async function platformOnCluster(context: SuiteContext): Promise<void> {
  const outside = new Outside();
  // Key sets may come from anywhere but istiod's own machine and the cloud's metadata; `mesh check` asks for that.
  const choices: Choices = { istiod: { jwksCa: outside.authorityText } };
  const program = platform(choices);
  checkCase(context, 'the platform', program.yaml);
  await onCluster(context, 'platform', outside, program, async (mesh, lap) => {
    await mesh.cluster.apply([...rogue, outside.certificate('shop-tls', 'istio-ingress')]);
    await mesh.runNow('vault', 'settle');
    await mesh.ready();
    lap('pods');
    const strangers = [...outside.objects(), ...rogue] as Written['objects'];
    mesh.knows(program.yaml + asYaml(strangers));
    await controlPlaneCases(context, mesh.cluster, 'production');
    await injectionCases(context, mesh.cluster);
    await Promise.all([bookinfoCases(context, mesh), shopCases(context, mesh, outside)]);
    await lieCases(context, mesh, [...program.objects, ...strangers]);
    lap('Bookinfo and shop');
    const weighted: Choices = { ...choices, weights: { v3: 100 } };
    await weightCase(context, mesh, program, platform(weighted));
    lap('weight');
    await upgradeCase(context, mesh, outside, [platform(weighted), platform({ ...weighted, upgrade: 'beside' }), platform({ ...weighted, upgrade: 'moved' })]);
    lap('upgrade');
  });
}

/** The dev profile, and a namespace that gets its mesh step by step. */
export async function migrationOnCluster(context: SuiteContext): Promise<void> {
  const outside = new Outside();
  const app = new MeshApp();
  installIstio(app, { profile: 'dev' });
  const program = written(app.synthYaml());
  await onCluster(context, 'migration', outside, { ...program, images: [...legacy, ...ingress] }, async (mesh, lap) => {
    await mesh.cluster.apply([...legacy, ...ingress, ...rogue]);
    await mesh.ready();
    lap('pods');
    await controlPlaneCases(context, mesh.cluster, 'dev');
    await migrationCases(context, mesh, program.yaml + asYaml([...outside.objects(), ...ingress, ...rogue]));
    lap('steps');
  });
}

interface Program extends Written { /** What else has images. */ readonly images?: readonly object[] }
type Lap = (name: string) => void;

/** A cluster with a program's control plane and whatever comes with it. */
async function onCluster(context: SuiteContext, name: string, outside: Outside, { objects, images = [] }: Program, run: (mesh: RunningMesh, lap: Lap) => Promise<void>): Promise<void> {
  try {
    let started = Date.now();
    const lap = (what: string): void => { context.figure(`${name}, seconds: ${what}`, Math.round((Date.now() - started) / 100) / 10); started = Date.now(); };
    const mesh = await RunningMesh.start([outside.image, trusting(outside.authority, context.log), ...imagesOf([...objects, ...images as Written['objects']])], context.log);
    try {
      await mesh.startDns();
      await mesh.cluster.apply(outside.objects());
      lap('cluster');
      const applied = await install(mesh.cluster, objects);
      context.check(`${name}: everything that is written is accepted`, applied.filter(({ change }) => change === 'refused').map(({ id, message }) => `${id}: ${message}`));
      lap('install');
      await run(mesh, lap);
      context.figure(`${name}, requests`, mesh.sent);
    } finally {
      await mesh.cluster.stop();
    }
  } finally {
    outside.close();
  }
}
