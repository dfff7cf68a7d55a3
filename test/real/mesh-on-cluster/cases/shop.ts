import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SuiteContext } from '../../suite';
import { boundsOf } from '../bounds';
import type { Outside } from '../outside';
import { arrivedIn } from '../program-output';
import { jobOf, type Probe, type RunningMesh } from '../running-mesh';

const web = 'storefront/web-v1', rank = 'storefront/rank-v1', checkout = 'storefront/checkout-green', charge = 'vault/charge-v1', settle = 'vault/settle';
const issuer = 'https://id.example.com';

/** Between services of both owners. */
const inside: readonly Probe[] = [
  { name: 'a declared call', input: { from: web, to: 'http://checkout:8080/checkout', method: 'POST' } },
  { name: 'a method that is not allowed', input: { from: web, to: 'http://checkout:8080/checkout', method: 'DELETE' } },
  { name: 'gRPC', input: { from: web, to: 'grpc://rank:7070/shop.Rank/Top' } },
  { name: 'gRPC, a service that is not allowed', input: { from: web, to: 'grpc://rank:7070/shop.Admin/Top' } },
  { name: 'TCP', input: { from: rank, to: 'tcp://zookeeper:2181' } },
  { name: 'TCP among peers', input: { from: 'storefront/zookeeper', to: 'tcp://zookeeper:2888' } },
  { name: 'TCP, a port that is not allowed', input: { from: rank, to: 'tcp://zookeeper:2888' } },
  { name: 'a call to the other owner', input: { from: checkout, to: 'http://charge.vault:8080/charges', method: 'POST' } },
  { name: 'a call to the other owner that is not allowed, where nothing is denied yet', input: { from: checkout, to: 'http://charge.vault:8080/ledger' } },
  { name: 'the other owner, never declared', input: { from: web, to: 'http://charge.vault:8080/charges', method: 'POST' } },
  { name: 'a job', input: { from: settle, to: 'http://charge:8080/settlements', method: 'POST' } },
  { name: 'a stranger where calls have to be declared', input: { from: 'rogue/rogue', to: 'http://checkout.storefront:8080/checkout' } },
  { name: 'a stranger where nothing is denied yet', input: { from: 'rogue/rogue', to: 'http://charge.vault:8080/charges' } },
  { name: 'plaintext where STRICT holds', input: { from: 'outside/client', to: 'http://web.storefront.svc.cluster.local:8080/' } },
  { name: 'plaintext where STRICT holds, though nothing is denied yet', input: { from: 'outside/client', to: 'http://charge.vault.svc.cluster.local:8080/charges' } },
  { name: 'the partner outside, by the egress gateway', input: { from: charge, to: 'http://api.stripe.com/v1/charges', method: 'POST' } },
  { name: 'the partner outside, for who did not declare it', input: { from: web, to: 'http://api.stripe.com/v1/charges' } },
];

/** In by the platform's gateway: TLS ends there, and so does a request without its token. */
function atTheEdge(outside: Outside): readonly Probe[] {
  const via = 'istio-ingress/istio-ingress', dial = 'istio-ingress.istio-ingress', ca = outside.authorityText;
  const token = { issuer, subject: 'ann' };
  const jwt = outside.token({ iss: issuer, sub: 'ann' }), bad = outside.token({ iss: issuer, sub: 'ann' }, true), stranger = outside.token({ iss: 'https://other.example.com', sub: 'ann' });
  const https = (name: string, path: string, more: Partial<Probe['input']> = {}, jwtText?: string): Probe => ({ name, input: { via, to: `https://shop.example.com${path}`, ...more }, dial, ca, jwt: jwtText });
  return [
    https('HTTPS, a path that needs no token', '/'),
    https('a path that needs a token, without one', '/webhooks'),
    https('a path that needs a token', '/webhooks', { token }, jwt),
    https('a token that somebody else signed', '/webhooks', { token: { ...token, invalid: true } }, bad),
    https('a token that somebody else signed, where none is needed', '/', { token: { ...token, invalid: true } }, bad),
    https('a token of another issuer', '/webhooks', { token: { issuer: 'https://other.example.com', subject: 'ann' } }, stranger),
    https('a route by cookie, with a header that it sets', '/', { headers: { cookie: 'cohort=b' } }),
    { name: 'plaintext is sent to HTTPS', input: { via, to: 'http://shop.example.com/cart?a=1' }, dial },
    { name: 'TLS for a name that is not served', input: { via, to: 'https://other.example.com/' }, dial, ca },
  ];
}

export async function shopCases(context: SuiteContext, mesh: RunningMesh, outside: Outside): Promise<void> {
  const atCharge = { from: checkout, to: 'http://charge.vault:8080/charges', method: 'POST' };
  const bad: Probe = { name: 'a bad token is refused, though nothing is denied yet', input: { ...atCharge, token: { issuer, subject: 'a', invalid: true } }, jwt: outside.token({ iss: issuer, sub: 'a' }, true) };
  await Promise.all([...inside, ...atTheEdge(outside), bad].map(async (probe) => context.check(`shop: ${probe.name}`, await mesh.probe(probe))));
  await Promise.all([audited(context, mesh), egress(context, mesh), once(context, mesh), mirrored(context, mesh), kubernetes(context, mesh)]);
}

/** What would be denied is in the access log of the server's proxy. */
async function audited(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const path = `/audited-${mesh.caseName()}`;
  await mesh.send(checkout, [{ url: `http://charge.vault:8080${path}` }, { url: `http://charge.vault:8080/charges/${path.slice(1)}`, method: 'POST' }]);
  const log = (): readonly string[] => mesh.cluster.podLog('vault', 'charge-v1-', 'istio-proxy').split('\n').filter((line) => line.includes(path.slice(1)));
  await mesh.cluster.waitFor('the access log', async () => log().length > 0, 15).catch(() => {});
  const lines = log();
  context.check('shop: what would be denied is logged, and nothing else is', lines.length === 1 && lines[0]!.includes(`GET ${path}`) ? [] : [`one line about ${path} was expected, and there are ${lines.length}`, ...lines]);
}

/** The partner is reached over TLS, and it is the egress gateway that comes. */
async function egress(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const [answer] = await mesh.send(charge, [{ url: 'http://api.stripe.com/v1/charges', method: 'POST' }]);
  const arrived = arrivedIn(answer!);
  const pods = (await mesh.cluster.list('Pod', 'payments')).filter(({ metadata }) => metadata.name.startsWith('egress-')).map(({ status }) => status.podIP);
  context.check('shop: the egress gateway speaks TLS to the partner', [
    ...(arrived?.port === 443 ? [] : [`port 443 was expected, and is ${arrived?.port}: ${JSON.stringify(answer).slice(0, 300)}`]),
    ...(pods.some((ip) => arrived?.peer?.endsWith(`:${ip}`)) ? [] : [`one of ${pods.join(', ')} was expected to call, and it was ${arrived?.peer}`]),
  ]);
}

/** Payments are not tried again, and take two seconds at most. */
async function once(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const input = { from: checkout, to: 'http://charge.vault:8080/charges', method: 'POST' };
  const { attempts, timeout } = mesh.simulate(input);
  for (const [orders, status, what] of [['fail=5', 503, 'that fails'], ['delay=8000', 504, 'that is slow']] as const) {
    const name = mesh.caseName();
    const [answer] = await mesh.send(checkout, [jobOf({ name, input, orders }, name)]);
    const seen = await mesh.arrived(charge, name);
    context.check(`shop: a payment ${what} is not tried again`, [
      ...(seen.length === attempts ? [] : [`${attempts} attempts were expected, and there were ${seen.length}`]),
      ...(answer!.status === status ? [] : [`status ${status} was expected, and is ${answer!.status} ${answer!.error ?? ''}`]),
      ...(answer!.ms < timeout + 4000 ? [] : [`${timeout} ms were the most, and it took ${answer!.ms}`]),
    ]);
  }
}

async function mirrored(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const count = 600, input = { from: web, to: 'grpc://rank:7070/shop.Rank/Top' };
  const [mirror] = mesh.simulate(input).mirrors;
  const [least, most] = boundsOf(count, (mirror?.percent ?? 0) / 100);
  const name = mesh.caseName();
  const tally = await mesh.tally(web, { ...jobOf({ name, input }, name), count, parallel: 8 });
  const hits = async (workload: string): Promise<number> => (await mesh.arrived(workload, name)).length;
  await mesh.cluster.waitFor('mirrored requests', async () => await hits(mirror!.workloads[0]!) >= least, 5).catch(() => {});
  const answered = Object.entries(tally).filter(([pod]) => pod.startsWith('rank-v1-')).reduce((sum, [, n]) => sum + n, 0), copied = await hits(mirror!.workloads[0]!);
  context.check('shop: a mirror gets its share, and never answers', [
    ...(answered === count ? [] : [`${count} answers of rank-v1 were expected: ${JSON.stringify(tally)}`]),
    ...(copied >= least && copied <= most ? [] : [`${least} to ${most} copies were expected, and there were ${copied}`]),
  ]);
}

/** What was declared with KubernetesApi.instance. */
async function kubernetes(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const ca = readFileSync(join(mesh.cluster.folder, 'pki/ca.crt'), 'utf8');
  const [answer] = await mesh.send(settle, [{ url: 'https://kubernetes.default.svc/version', ca }]);
  context.check('shop: the API server, by who declared it', answer!.status === 200 && JSON.stringify(answer!.body).includes('gitVersion') ? [] : [JSON.stringify(answer).slice(0, 300)]);
}
