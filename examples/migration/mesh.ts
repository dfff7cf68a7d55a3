// A namespace that has no mesh yet, step by step. Each step is one deployment; between two of them you watch, and each is a small diff.
import type { App } from 'cdk8s';
import { AccessMode, AccessPolicy, Call, Egress, Mesh, MeshNamespace, MeshService, MtlsMode, MtlsPolicy, Port, Source, Visibility, Workload } from 'cdk8s-mesh';

/**
 * audit: proxies are there, plaintext is accepted, nothing is denied: the access log says what would be.
 * permissive: who may call whom is enforced; plaintext still passes where it is named.
 * strict: plaintext is refused.
 * least-privilege: proxies know only what they call, and undeclared hosts outside are refused.
 */
export type Step = 'audit' | 'permissive' | 'strict' | 'least-privilege';

export function build(app: App, step: Step = 'least-privilege'): Mesh {
  const last = step === 'least-privilege';
  const mesh = new Mesh(app, 'legacy', {
    access: step === 'audit' ? AccessMode.AUDIT : AccessMode.DECLARED_CALLS,
    mtls: step === 'audit' || step === 'permissive' ? MtlsMode.PERMISSIVE : MtlsMode.STRICT,
    visibility: last ? Visibility.DECLARED_CALLS : Visibility.ALL,
    egress: last ? Egress.DECLARED : Egress.ANY,
  });
  // The namespace, its Deployments and its Services are there already and stay their owner's; the mesh adds labels and policies.
  new MeshNamespace(mesh, 'legacy', { manage: 'label' });
  const existing = (name: string, port: Port) => new MeshService(mesh, name, {
    ports: [port], existing: true,
    workload: Workload.existing({ labels: { app: name }, serviceAccount: name }),
  });
  const storefront = existing('storefront', Port.http(8080));
  const accounts = existing('accounts', Port.http(8080));
  const ledger = existing('ledger', Port.grpc(7070));
  const database = existing('database', Port.tcp(5432, { name: 'postgres' }));

  storefront.calls(accounts, Call.http({ methods: ['GET', 'POST'], paths: ['/accounts'] }));
  accounts.calls(ledger, Call.grpc('bank.Ledger')).calls(database, Call.port('postgres'));
  ledger.calls(database, Call.port('postgres'));

  // A batch job outside the mesh still reads accounts in plaintext; it is named, so it is seen, and it is the last to move.
  if (step === 'permissive' || step === 'strict') {
    if (step === 'strict') new MtlsPolicy(accounts, 'batch-plaintext', { mode: MtlsMode.PERMISSIVE });
    new AccessPolicy(accounts, 'batch', { allow: [{ from: [Source.anyone], to: [Call.get('/accounts')] }] });
  }
  // Callers of the storefront come from an ingress that another team runs.
  storefront.allows(Source.namespace('ingress'));
  return mesh;
}
