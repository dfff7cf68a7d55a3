import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examples } from '../../../../examples';
import { MeshApp } from '../../../../lib';
import { IstioControlPlane, type IstioControlPlaneProps, IstioGateway, IstioRevision } from '../../../../lib/control-plane/istio';
import { readYaml, type KubeObject } from '../../mesh/cluster';
import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { install } from '../install';
import { restrictedContainer, tryPod } from './injected';
import { stockEnvoy } from './upgrade-program';
import { refusals } from './twice';

const enforce = 'pod-security.kubernetes.io/enforce';
const app = { spec: { containers: [restrictedContainer] } };

/** Without the CNI plugin a proxy comes with an init container that sets up the network: no restricted namespace takes it. The control plane itself runs in one. */
export async function withoutCni(context: SuiteContext, cluster: RealCluster, revision: string): Promise<void> {
  const level = (await cluster.get('Namespace', 'istio-system')).metadata.labels[enforce];
  context.check('istiod runs in a namespace that enforces "restricted"', level === 'restricted' ? [] : [`it enforces ${level}`]);
  const name = 'restricted-without-cni';
  await cluster.apply([namespace(name, 'restricted', { 'istio.io/rev': revision })]);
  await verdict(context, cluster, { what: 'without CNI: an injected pod', namespace: name, template: app, refused: /violates PodSecurity "restricted.*istio-init/s });
  await cluster.delete([namespace(name, 'restricted')]);
}

/** With it, everything that claims to be restricted is let in: istiod, applications with their proxies, gateways. */
export async function withCni(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
  try {
    const objects = controlPlane(outdir, { ...stockEnvoy, cni: true }, true);
    context.check('a control plane with CNI: accepted', refusals(await install(cluster, objects)));
    await cluster.apply([namespace('restricted', 'restricted', { 'istio-injection': 'enabled' }), namespace('restricted-classic', 'restricted', { 'istio.io/rev': 'classic' }), namespace('privileged', 'privileged')]);
    await verdict(context, cluster, { what: 'with CNI: an injected pod', namespace: 'restricted', template: app, injected: true });
    await verdict(context, cluster, { what: 'with CNI: a pod whose proxy is no native sidecar', namespace: 'restricted-classic', template: app, injected: true });
    await verdict(context, cluster, { what: 'with CNI: a gateway of the platform', namespace: 'ingress', template: templateOf(objects, 'ingress'), injected: true });
    const bookinfo = meshOf(outdir, 'bookinfo');
    for (const gateway of bookinfo.filter(isGateway)) await verdict(context, cluster, { what: `with CNI: the gateway ${gateway.metadata.name} of a mesh`, namespace: 'restricted', template: gateway.spec.template, injected: true });
    await verdict(context, cluster, { what: 'with CNI: the agent of a node', namespace: 'privileged', template: templateOf(objects, 'istio-cni-node') });
    await verdict(context, cluster, { what: 'with CNI: the agent of a node', namespace: 'restricted', template: templateOf(objects, 'istio-cni-node'), refused: /violates PodSecurity/ });
    const ambient = controlPlane(outdir, { ambient: true });
    await verdict(context, cluster, { what: 'ambient: ztunnel', namespace: 'privileged', template: templateOf(ambient, 'ztunnel') });
    for (const profile of ['production', 'dev'] as const) {
      await verdict(context, cluster, { what: `istiod, profile ${profile}`, namespace: 'restricted', template: templateOf(controlPlane(outdir, { profile }), 'istiod') });
    }
    await verdict(context, cluster, { what: 'istiod that is not restricted', namespace: 'restricted', template: templateOf(controlPlane(outdir, { restricted: false }), 'istiod'), refused: /seccompProfile/ });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Question {
  readonly what: string;
  readonly namespace: string;
  readonly template: any;
  /** Words of the refusal that is expected; default: it is let in. */
  readonly refused?: RegExp;
  /** Whether it gets a proxy. */
  readonly injected?: boolean;
}

async function verdict(context: SuiteContext, cluster: RealCluster, { what, namespace: name, template, refused, injected = false }: Question): Promise<void> {
  const said = await tryPod(cluster, name, { metadata: template.metadata, spec: { ...template.spec, serviceAccountName: undefined } });
  if (refused !== undefined) {
    context.check(`${what}: refused by a namespace like ${name}`, said.refused !== undefined && refused.test(said.refused) ? [] : [said.refused ?? `let in with ${said.containers.join(', ')}`]);
    return;
  }
  const proxy = said.revision !== undefined && said.containers.includes('istio-proxy');
  context.check(`${what}: let in by a namespace like ${name}`, said.refused !== undefined ? [said.refused] : proxy === injected ? [] : [`${injected ? 'no' : 'a'} proxy: ${said.containers.join(', ')}`]);
}

const namespace = (name: string, level: string, labels: object = {}) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { [enforce]: level, ...labels } } });

function controlPlane(outdir: string, props: IstioControlPlaneProps, whole = false): readonly KubeObject[] {
  const program = new MeshApp({ outdir });
  const istio = new IstioControlPlane(program, 'istio', props);
  if (whole) {
    new IstioRevision(istio, 'classic', { ...stockEnvoy, injection: { nativeSidecars: false } });
    new IstioGateway(istio, 'ingress', { replicas: 1, autoscaling: false });
  }
  return readYaml(program.synthYaml());
}

function meshOf(outdir: string, example: string): readonly KubeObject[] {
  const program = new MeshApp({ outdir });
  examples[example](program);
  return readYaml(program.synthYaml());
}

const isGateway = ({ kind, spec }: KubeObject): boolean => kind === 'Deployment' && spec.template.metadata.annotations?.['inject.istio.io/templates'] === 'gateway';
const templateOf = (objects: readonly KubeObject[], name: string): any => objects.find(({ kind, metadata }) => /^(Deployment|DaemonSet)$/.test(kind) && metadata.name === name)!.spec.template;
