import type { SuiteContext } from '../../suite';
import { boundsOf } from '../bounds';
import { isPodOf } from '../expected';
import { type Answer, arrivedIn, identityIn } from '../program-output';
import { jobOf, type Probe, type RunningMesh } from '../running-mesh';

const page = 'bookinfo/productpage-v1';
const gateway = { via: 'bookinfo/public' } as const;
const dial = 'public.bookinfo';
/** Milliseconds that a busy machine adds. */
const slack = 5000;

/** What each request meets is the simulator's word. */
const probes: readonly Probe[] = [
  { name: 'a declared call', input: { from: page, to: 'http://details:9080/details/0' } },
  { name: 'a header route', input: { from: page, to: 'http://reviews:9080/reviews/0', headers: { 'end-user': 'jason' } } },
  { name: 'a method that is not allowed', input: { from: page, to: 'http://reviews:9080/reviews/0', method: 'DELETE' } },
  { name: 'a path that is not allowed', input: { from: page, to: 'http://details:9080/admin' } },
  { name: 'a service that the caller never declared: its proxy does not know it', input: { from: page, to: 'http://ratings:9080/ratings/0' } },
  { name: 'the second hop', input: { from: 'bookinfo/reviews-v1', to: 'http://ratings:9080/ratings/0' } },
  { name: 'a host outside that nobody declared', input: { from: page, to: 'http://elsewhere.example.net/' } },
  { name: 'from the mesh, without a declaration: its own proxy lets it pass, the server does not', input: { from: 'rogue/rogue', to: 'http://reviews.bookinfo:9080/reviews/0' } },
  { name: 'from the mesh, without a declaration, where anybody may', input: { from: 'rogue/rogue', to: 'http://ratings.bookinfo:9080/ratings/0' } },
  { name: 'plaintext where STRICT holds', input: { from: 'outside/client', to: 'http://reviews.bookinfo.svc.cluster.local:9080/reviews/0' } },
  { name: 'plaintext where it is still accepted', input: { from: 'outside/client', to: 'http://ratings.bookinfo.svc.cluster.local:9080/ratings/0' } },
  { name: 'plaintext where it is still accepted, and a method that is not', input: { from: 'outside/client', to: 'http://ratings.bookinfo.svc.cluster.local:9080/ratings/0', method: 'POST' } },
  { name: 'in by the gateway', input: { ...gateway, to: 'http://bookinfo.example.com/productpage' }, dial },
  { name: 'in by the gateway, a path without a route', input: { ...gateway, to: 'http://bookinfo.example.com/admin' }, dial },
  { name: 'in by the gateway, a name that it does not serve', input: { ...gateway, to: 'http://other.example.com/productpage' }, dial },
];

export async function bookinfoCases(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  await Promise.all(probes.map(async (probe) => context.check(`bookinfo: ${probe.name}`, await mesh.probe(probe))));
  await Promise.all([split(context, mesh), retries(context, mesh), slow(context, mesh), fault(context, mesh), chain(context, mesh)]);
}

/** Shares, within bounds that a right mesh leaves once in 10⁹ runs. */
async function split(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const input = { from: page, to: 'http://reviews:9080/reviews/0' };
  const { deliveries } = mesh.simulate(input);
  context.check('bookinfo: split', await shares(mesh, page, { url: input.to, count: 1000 }, deliveries.map(({ workloads, share }) => ({ workload: workloads[0]!, share }))));
}

async function shares(mesh: RunningMesh, from: string, job: { readonly url: string; readonly count: number }, expected: readonly { readonly workload: string; readonly share: number }[]): Promise<string[]> {
  const tally = await mesh.tally(from, job);
  const found: string[] = [];
  let answered = 0;
  for (const { workload, share } of expected) {
    const hits = Object.entries(tally).filter(([pod]) => isPodOf(pod, workload)).reduce((sum, [, n]) => sum + n, 0);
    const [least, most] = boundsOf(job.count, share / 100);
    answered += hits;
    if (hits < least || hits > most) found.push(`${workload} was expected to get ${least} to ${most} of ${job.count} requests, and got ${hits}`);
  }
  if (answered !== job.count) found.push(`${job.count - answered} of ${job.count} requests were answered otherwise: ${JSON.stringify(tally)}`);
  return found;
}

/** Attempts are counted where they arrive. */
async function retries(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const input = { from: page, to: 'http://reviews:9080/reviews/0', headers: { 'end-user': 'jason' } };
  const { attempts } = mesh.simulate(input);
  for (const failing of [1, attempts - 1, attempts + 3]) {
    const name = mesh.caseName();
    const [answer] = await mesh.send(page, [jobOf({ name, input, orders: `fail=${failing}` }, name)]);
    const seen = await mesh.arrived('bookinfo/reviews-v2', name);
    const tries = Math.min(failing + 1, attempts), status = failing < attempts ? 200 : 503;
    context.check(`bookinfo: a backend that fails ${failing} times is tried ${tries} times`, [
      ...(seen.length === tries ? [] : [`${tries} attempts were expected, and the backend saw ${seen.length}`]),
      ...(answer!.status === status ? [] : [`status ${status} was expected, and is ${answer!.status} ${answer!.error ?? ''}`]),
    ]);
  }
}

/** A backend slower than the timeout of a try: every try ends in time, and so does the whole. */
async function slow(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const input = { from: page, to: 'http://reviews:9080/reviews/0', headers: { 'end-user': 'jason' } };
  const { attempts, retries: policy, worstCase } = mesh.simulate(input);
  const name = mesh.caseName();
  const [answer] = await mesh.send(page, [jobOf({ name, input, orders: 'delay=20000' }, name)]);
  const seen = await mesh.arrived('bookinfo/reviews-v2', name);
  const least = attempts * (policy?.perTryTimeout ?? 0), most = (worstCase ?? 0) + slack;
  context.check('bookinfo: a backend that is too slow is given up in the time that was said', [
    ...(answer!.status === 504 ? [] : [`status 504 was expected, and is ${answer!.status} ${answer!.error ?? ''}`]),
    ...(seen.length === attempts ? [] : [`${attempts} attempts were expected, and the backend saw ${seen.length}`]),
    ...(answer!.ms >= least && answer!.ms <= most ? [] : [`${least} to ${most} ms were expected, and it took ${answer!.ms}`]),
  ]);
}

/** Seven seconds, for jason only. */
async function fault(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const input = { from: 'bookinfo/reviews-v1', to: 'http://ratings:9080/ratings/0', headers: { 'end-user': 'jason' } };
  const delay = mesh.simulate(input).faults[0]?.delay ?? 0;
  const [answer] = await mesh.send(input.from, [jobOf({ name: 'fault', input })]);
  context.check('bookinfo: a fault delays who it is meant for', [
    ...(answer!.status === 200 ? [] : [`status 200 was expected, and is ${answer!.status} ${answer!.error ?? ''}`]),
    ...(answer!.ms >= delay && answer!.ms < delay + slack ? [] : [`${delay} ms were expected, and it took ${answer!.ms}`]),
  ]);
}

/** A page, as a browser gets it: in by the gateway, and from service to service, each seen by the identity of the one before. */
async function chain(context: SuiteContext, mesh: RunningMesh): Promise<void> {
  const calls = { productpage: ['http://details:9080/details/0', 'http://reviews:9080/reviews/0'], reviews: ['http://ratings:9080/ratings/0'] };
  const input = { ...gateway, to: 'http://bookinfo.example.com/productpage', headers: { 'x-call': JSON.stringify(calls) } };
  context.check('bookinfo: identities along a page', await mesh.until({ name: 'chain', input, dial }, (answer) => {
    const told = identities(answer);
    const want = ['productpage ← public', 'details ← productpage', 'reviews ← productpage', 'ratings ← reviews'];
    return told.join() === want.join() ? [] : [`expected ${want.join(', ')}; there is ${told.join(', ') || JSON.stringify(answer).slice(0, 400)}`];
  }));
}

function identities(answer: Answer): readonly string[] {
  const told: string[] = [];
  const visit = (arrived: ReturnType<typeof arrivedIn>): void => {
    if (arrived?.pod === undefined) return;
    told.push(`${arrived.pod.split('-')[0]} ← ${identityIn(arrived)?.replace('cluster.local/ns/bookinfo/sa/', '') ?? 'nobody'}`);
    for (const { body } of arrived.calls ?? []) visit(body);
  };
  visit(arrivedIn(answer));
  return told;
}
