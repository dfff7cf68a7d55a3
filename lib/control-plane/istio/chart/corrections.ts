import type { Manifest } from '../../../manifests/manifest';
import type { IstioControlPlaneProps } from '../props/control-plane';
import type { RevisionSettings } from '../settings/revision';

type Map = { readonly [key: string]: any };

/** What the charts cannot be told by values, and what is wrong with every rendering of them that is applied by anything but Helm. */
export const corrected = (objects: readonly Manifest[], props: IstioControlPlaneProps, settings: RevisionSettings): readonly Manifest[] =>
  objects.filter((o) => o.kind !== 'CustomResourceDefinition' || (props.crds ?? 'install') === 'install').map((o) => onceEach(waiting(validator(o, props), settings)));

/** A rendering always says what is meant for the first installation only: applied again, it would open what istiod has closed. See docs/decisions/0004-webhooks-of-istiod.md. */
function validator(object: Manifest, { validationFailurePolicy }: IstioControlPlaneProps): Manifest {
  if (object.kind !== 'ValidatingWebhookConfiguration' || validationFailurePolicy !== undefined) return object;
  return { ...object, webhooks: (object.webhooks as readonly Map[]).map(({ failurePolicy, ...hook }) => (failurePolicy === 'Ignore' ? hook : { failurePolicy, ...hook })) };
}

/** A CA that is said to be there is waited for. */
function waiting(object: Manifest, { ca, revision }: RevisionSettings): Manifest {
  const volume = ca.kind === 'secret' ? 'cacerts' : ca.kind === 'istio-csr' ? 'istio-csr-dns-cert' : undefined;
  if (volume === undefined || object.kind !== 'Deployment' || object.metadata.name !== (revision === undefined ? 'istiod' : `istiod-${revision}`)) return object;
  return pods(object, (spec) => ({ ...spec, volumes: spec.volumes.map((v: Map) => (v.name === volume ? { ...v, secret: { secretName: v.secret.secretName } } : v)) }));
}

/** The chart writes a variable that is given as well as its own of that name; the last one counts, and the API server's own merge refuses two. */
function onceEach(object: Manifest): Manifest {
  if (object.kind !== 'Deployment' && object.kind !== 'DaemonSet') return object;
  const once = (c: Map): Map => (c.env === undefined || c.env === null ? c : { ...c, env: [...new Map((c.env as Map[]).map((e) => [e.name, e])).values()] });
  return pods(object, ({ initContainers, ...spec }) => ({ ...spec, containers: spec.containers.map(once), ...(initContainers && { initContainers: initContainers.map(once) }) }));
}

const pods = (object: Manifest, change: (spec: Map) => Map): Manifest => {
  const spec = object.spec as Map;
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: change(spec.template.spec as Map) } } };
};
