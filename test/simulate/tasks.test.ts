import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, readIstio, type IstioMesh, type MeshConfig } from '../../lib/effective';
import { readManifests, readYaml } from '../../lib/manifests/yaml';
import { simulate, type Outcome, type RequestInput } from '../../lib/simulate';

/** Istio's documented tasks, each as somebody would write it down; and what becomes of requests there. */
const folder = join(__dirname, '../fixtures/tasks');
const tasks = readdirSync(folder).filter((t) => existsSync(join(folder, t, 'mesh.yaml')));

const meshes = new Map<string, IstioMesh>();
function meshOf(task: string): IstioMesh {
  let mesh = meshes.get(task);
  if (!mesh) {
    const file = join(folder, task, 'mesh.yaml'), config = join(folder, task, 'mesh-config.yaml');
    const meshConfig = existsSync(config) ? readYaml(readFileSync(config, 'utf8'), { file: config }).documents[0].value as MeshConfig : undefined;
    meshes.set(task, (mesh = readIstio(readManifests(readFileSync(file, 'utf8'), file).manifests.map(fromFile), { inventory: 'closed', ...(meshConfig && { meshConfig }) })));
  }
  return mesh;
}

/** `delivered 80% a, 20% b`; `denied 403`. */
function brief(o: Outcome): string {
  const name = (ids: readonly string[]): string => ids.map((id) => id.split('/')[1]).join('+');
  const shares = o.kind === 'delivered' || o.kind === 'mixed' ? o.deliveries.map((d) => `${o.deliveries.length > 1 ? `${d.share}% ` : ''}${name(d.workloads) || d.target.host}${d.outcome === 'delivered' ? '' : ` ${d.outcome}`}`) : [];
  return [o.kind, ...(o.status === undefined ? [] : [String(o.status)]), shares.join(', ')].filter((t) => t !== '').join(' ');
}

type Case = readonly [what: string, input: RequestInput, then: string];
const user = (headers: Readonly<Record<string, string>>) => ({ headers });
const cases: Readonly<Record<string, readonly Case[]>> = {
  'request-routing': [
    ['everybody', { from: 'recipes/pages', to: 'http://comments:9080/' }, 'delivered comments-v1'],
    ['a tester', { from: 'recipes/pages', to: 'http://comments:9080/', ...user({ 'end-user': 'tester' }) }, 'delivered comments-v2'],
    ['the app', { from: 'recipes/pages', to: 'http://comments:9080/comments/1', ...user({ 'user-agent': 'iOS RecipesApp/7 x' }) }, 'delivered comments-v3'],
    ['the app elsewhere', { from: 'recipes/pages', to: 'http://comments:9080/else', ...user({ 'user-agent': 'iOS RecipesApp/7 x' }) }, 'delivered comments-v1'],
    ['a compact view', { from: 'recipes/pages', to: 'http://comments:9080/?view=compact' }, 'delivered comments-v3'],
    ['a service without rules', { from: 'recipes/pages', to: 'http://ratings:8080/' }, 'delivered ratings'],
  ],
  'traffic-shifting': [['the forecast', { from: 'weather/dashboard', to: 'http://forecast:8000/' }, 'delivered 80% forecast-v2, 20% forecast-v3']],
  'tcp-traffic-shifting': [['a print', { to: 'tcp://printer.example:31400' }, 'delivered 80% driver-v1, 20% driver-v2']],
  ingress: [
    ['news', { to: 'http://portal.town.example/news/1' }, 'delivered portal'],
    ['opening hours', { to: 'http://portal.town.example/opening-hours' }, 'delivered portal'],
    ['anything else', { to: 'http://portal.town.example/admin' }, 'no route 404'],
    ['another host', { to: 'http://other.town.example/news', via: 'istio-ingress/istio-ingressgateway' }, 'no route 404'],
    ['the calendar', { to: 'http://music.events.town.example/' }, 'delivered calendar-v1'],
    ['its preview', { to: 'http://music.events.town.example/preview/today' }, 'delivered calendar-v2'],
    ['what it was', { to: 'http://music.events.town.example/old' }, 'redirected 308'],
  ],
  'secure-ingress': [
    ['the blog', { to: 'https://blog.sites.example/' }, 'delivered blog'],
    ['the store', { to: 'https://store.sites.example/' }, 'delivered store'],
    ['without TLS', { to: 'http://store.sites.example/' }, 'redirected 301'],
    ['an unknown name', { to: 'https://other.sites.example/', via: 'istio-ingress/istio-ingressgateway' }, 'tls failure'],
  ],
  'sni-passthrough': [
    ['records', { to: 'tls://records.vaults.example:443' }, 'delivered records'],
    ['keys', { to: 'tls://keys.vaults.example:443' }, 'delivered keys'],
  ],
  'egress-control': [
    ['rates', { from: 'imports/importer', to: 'http://rates.bank.example/' }, 'delivered rates.bank.example'],
    ['customs', { from: 'imports/importer', to: 'https://declarations.customs.example/' }, 'delivered declarations.customs.example'],
    ['elsewhere', { from: 'imports/importer', to: 'http://elsewhere.example/' }, 'denied 502'],
  ],
  'egress-tls-origination': [
    ['the wire', { from: 'reports/publisher', to: 'http://wire.press.example/' }, 'delivered wire.press.example'],
    ['the archive', { from: 'reports/publisher', to: 'http://archive.state.example/' }, 'delivered archive.state.example'],
  ],
  'egress-gateway': [
    ['a payment', { from: 'billing/collector', to: 'http://api.payments.example/charge' }, 'delivered api.payments.example'],
    ['a mail', { from: 'billing/collector', to: 'tls://relay.mail.example:443' }, 'delivered relay.mail.example'],
  ],
  'wildcard-egress': [
    ['one edition', { from: 'readers/reader', to: 'https://en.encyclopedia.example/' }, 'delivered en.encyclopedia.example'],
    ['another', { from: 'readers/reader', to: 'https://de.encyclopedia.example/' }, 'delivered de.encyclopedia.example'],
  ],
  'mutual-tls-migration': [
    ['within the mesh', { from: 'front/site', to: 'http://ledger.core:8080/' }, 'delivered ledger'],
    ['from outside of it, to a strict port', { from: 'legacy/batch', to: 'http://ledger.core:8080/' }, 'tls failure'],
    ['from outside of it, to metrics', { from: 'legacy/batch', to: 'http://ledger.core:9090/metrics' }, 'delivered ledger'],
    ['from outside of it, to a strict namespace', { from: 'legacy/batch', to: 'http://site.front:8080/' }, 'tls failure'],
    ['out of the mesh', { from: 'core/ledger', to: 'http://old-ledger.legacy:8080/' }, 'delivered old-ledger'],
  ],
  authentication: [
    ['the catalog without a token', { to: 'http://library.example/books' }, 'delivered catalog'],
    ['loans without a token', { to: 'http://library.example/loans/7' }, 'denied 403'],
    ['loans with one', { to: 'http://library.example/loans/7', token: { issuer: 'https://accounts.library.example', subject: 'r1', audiences: ['library'] } }, 'delivered loans'],
    ['a bad one', { to: 'http://library.example/books', token: { issuer: 'https://accounts.library.example', subject: 'r1', audiences: ['library'], invalid: true } }, 'denied 401'],
  ],
  'jwt-claim-routing': [
    ['anybody', { to: 'http://library.example/' }, 'delivered catalog-v1'],
    ['the beta group', { to: 'http://library.example/', token: { issuer: 'https://accounts.library.example', subject: 'r', claims: { groups: ['beta', 'x'] } } }, 'delivered catalog-v2'],
    ['a librarian', { to: 'http://library.example/stock', token: { issuer: 'https://accounts.library.example', subject: 'r', claims: { roles: ['librarian'] } } }, 'delivered stock'],
    ['a reader', { to: 'http://library.example/stock', token: { issuer: 'https://accounts.library.example', subject: 'r' } }, 'answered 403'],
  ],
  'authorization-http': [
    ['reading', { from: 'clinic/reception', to: 'http://portal:8080/' }, 'delivered portal'],
    ['posting', { from: 'clinic/reception', to: 'http://portal:8080/', method: 'POST' }, 'denied 403'],
    ['appointments', { from: 'clinic/portal', to: 'http://appointments:8080/appointments/1' }, 'delivered appointments'],
    ['appointments, inside', { from: 'clinic/portal', to: 'http://appointments:8080/appointments/internal/1' }, 'denied 403'],
    ['appointments for billing', { from: 'clinic/billing', to: 'http://appointments:8080/appointments/1' }, 'denied 403'],
    ['an invoice', { from: 'clinic/billing', to: 'http://files:8081/files/7/invoice', method: 'POST', ...user({ 'x-purpose': 'billing-may' }) }, 'delivered files'],
    ['an invoice without purpose', { from: 'clinic/billing', to: 'http://files:8081/files/7/invoice', method: 'POST' }, 'denied 403'],
    ['health', { from: 'clinic/reception', to: 'http://files:8081/health' }, 'delivered files'],
    ['what nobody may', { from: 'clinic/reception', to: 'http://billing:8080/' }, 'denied 403'],
  ],
  'authorization-tcp': [
    ['reading', { from: 'jobs/exporter', to: 'tcp://store.data:9000' }, 'delivered store'],
    ['writing', { from: 'jobs/exporter', to: 'tcp://store.data:9001' }, 'denied'],
    ['writing, the loader', { from: 'data/loader', to: 'tcp://store:9001' }, 'delivered store'],
    ['administration', { from: 'data/loader', to: 'tcp://store:9002' }, 'denied'],
  ],
  'authorization-jwt': [
    ['without a token', { from: 'paper/kiosk', to: 'http://articles:8080/' }, 'denied 403'],
    ['a reader', { from: 'paper/kiosk', to: 'http://articles:8080/', token: { issuer: 'accounts@paper.example', subject: 's' } }, 'delivered articles'],
    ['a reader who writes', { from: 'paper/kiosk', to: 'http://articles:8080/', method: 'PUT', token: { issuer: 'accounts@paper.example', subject: 's' } }, 'denied 403'],
    ['an editor who writes', { from: 'paper/kiosk', to: 'http://articles:8080/', method: 'PUT', token: { issuer: 'accounts@paper.example', subject: 's', claims: { roles: ['editor'] } } }, 'delivered articles'],
    ['a subscriber', { from: 'paper/kiosk', to: 'http://archive:8080/', token: { issuer: 'accounts@paper.example', subject: 's', claims: { groups: ['subscribers'], plan: { level: 'full' } } } }, 'delivered archive'],
    ['a trial', { from: 'paper/kiosk', to: 'http://archive:8080/', token: { issuer: 'accounts@paper.example', subject: 's', claims: { groups: ['subscribers'], plan: { level: 'trial' } } } }, 'denied 403'],
  ],
  'authorization-external': [
    ['what nobody decides', { from: 'museum/visitor', to: 'http://tickets:8080/prices' }, 'delivered tickets'],
    ['what another decides', { from: 'museum/visitor', to: 'http://tickets:8080/orders/1' }, 'delivered tickets'],
    ['looking', { from: 'museum/visitor', to: 'http://collection:8080/' }, 'delivered collection'],
  ],
  'authorization-deny': [
    ['reading', { from: 'office/desk', to: 'http://documents:8080/a' }, 'delivered documents'],
    ['deleting', { from: 'office/desk', to: 'http://documents:8080/a', method: 'DELETE' }, 'denied 403'],
    ['administration', { from: 'office/desk', to: 'http://documents:8080/admin/x' }, 'denied 403'],
    ['administration with the token', { from: 'office/desk', to: 'http://documents:8080/admin/x', ...user({ 'x-admin-token': 'open' }) }, 'delivered documents'],
    ['a visitor', { from: 'guests/visitor', to: 'http://documents.office:8080/public/a' }, 'delivered documents'],
    ['a visitor elsewhere', { from: 'guests/visitor', to: 'http://documents.office:8080/a' }, 'denied 403'],
    ['what hangs on an address that nobody knows', { from: 'office/desk', to: 'http://printer:8081/' }, 'unknown'],
    ['an address of the office', { from: 'office/desk', to: 'http://printer:8081/', address: '10.0.0.7' }, 'delivered printer'],
    ['an address of the guests', { from: 'office/desk', to: 'http://printer:8081/', address: '203.0.113.9' }, 'denied 403'],
  ],
  'authorization-dry-run': [
    ['what would be refused', { from: 'trial/caller', to: 'http://exports:8080/exports' }, 'delivered exports'],
  ],
  'sidecar-scoping': [
    ['the front, its service', { from: 'orders/front', to: 'http://orders:8080/' }, 'delivered orders'],
    ['the front, another', { from: 'orders/front', to: 'http://stock.stock:8080/' }, 'denied 502'],
    ['orders', { from: 'orders/orders', to: 'http://stock.stock:8080/' }, 'delivered stock'],
    ['shelves', { from: 'stock/shelves', to: 'http://clock.common:8080/' }, 'delivered clock'],
  ],
  'delegate-virtual-services': [
    ['books', { to: 'http://media.example/books/1' }, 'delivered 95% books-v1, 5% books-v2'],
    ['new books', { to: 'http://media.example/books/new' }, 'delivered books-v2'],
    ['music', { to: 'http://media.example/music' }, 'delivered music'],
    ['the start', { to: 'http://media.example/' }, 'delivered start'],
  ],
  guidebook: [
    ['the guide', { to: 'http://guide.example/guide' }, 'delivered frontpage'],
    ['what is not open', { to: 'http://guide.example/private' }, 'no route 404'],
    ['reports', { from: 'guidebook/frontpage', to: 'http://reports:9080/1' }, 'delivered 50% reports-v1, 50% reports-v3'],
    ['reports for a guide', { from: 'guidebook/frontpage', to: 'http://reports:9080/1', ...user({ 'end-user': 'guide' }) }, 'delivered reports-v2'],
    ['stars', { from: 'guidebook/reports-v2', to: 'http://stars:9080/1' }, 'delivered stars'],
    ['stars for the front page', { from: 'guidebook/frontpage', to: 'http://stars:9080/1' }, 'denied 403'],
  ],
  'virtual-machines': [
    ['sensors', { from: 'plant/controls', to: 'http://sensors:8080/' }, 'delivered sensors+sensors-hall-1'],
    ['history', { from: 'plant/controls', to: 'tcp://history.plant.internal:5432' }, 'delivered history-1'],
  ],
  'stateful-sets': [
    ['the broker', { from: 'messages/producer', to: 'tcp://broker:9092' }, 'delivered broker'],
    ['among its peers', { from: 'messages/producer', to: 'tcp://broker:9093' }, 'denied'],
  ],
};

test.each(tasks)('%s is read whole, and every proxy of it answers', (task) => {
  const file = join(folder, task, 'mesh.yaml');
  expect(readManifests(readFileSync(file, 'utf8'), file).diagnostics).toEqual([]);
  const mesh = meshOf(task);
  expect(mesh.workloads.length).toBeGreaterThan(0);
  for (const workload of mesh.workloads) {
    if (workload.proxy === 'gateway') expect(mesh.gateway(workload).listeners.length).toBeGreaterThan(0);
    if (workload.proxy === 'sidecar') expect(mesh.client(workload).hosts().length).toBeGreaterThan(0);
    if (workload.proxy === 'sidecar') expect(mesh.server(workload).ports.length).toBeGreaterThanOrEqual(0);
  }
});

describe.each(Object.entries(cases))('%s', (task, of) => {
  test.each(of)('%s', (_what, input, then) => { expect(brief(simulate(meshOf(task), input))).toBe(then); });
});

describe('how requests are treated', () => {
  const of = (task: string, input: RequestInput) => simulate(meshOf(task), input);
  test('delays and failures that are put in', () => {
    const prices = { from: 'cinema/website', to: 'http://prices:9080/' };
    expect(of('fault-injection', { ...prices, headers: { 'x-user': 'rehearsal' } }).faults).toEqual([{ percent: 100, delay: 7000 }]);
    expect(of('fault-injection', { ...prices, headers: { 'x-stage': 'staging' } }).faults).toEqual(expect.arrayContaining([expect.objectContaining({ percent: 10, status: 500 })]));
    expect(of('fault-injection', prices).faults).toEqual([]);
    expect(of('fault-injection', { from: 'cinema/website', to: 'grpc://seats:9090/Seats/List', headers: { 'x-load-test': 'true' } }).faults).toEqual([{ percent: 50, grpcStatus: 'UNAVAILABLE' }]);
  });
  test('timeouts and tries', () => {
    expect(of('request-timeouts', { from: 'travel/search', to: 'http://availability:8080/' })).toMatchObject({ timeout: 500, worstCase: 500 });
    expect(of('request-timeouts', { from: 'travel/search', to: 'http://reservations:8081/' })).toMatchObject({ timeout: 6000, attempts: 4, retries: { perTryTimeout: 1500, on: expect.arrayContaining(['503', 'connect-failure', 'refused-stream']) } });
    expect(of('request-timeouts', { from: 'travel/search', to: 'http://reservations:8081/', method: 'POST' })).toMatchObject({ timeout: 10000, attempts: 1 });
    expect(of('delegate-virtual-services', { to: 'http://media.example/music' })).toMatchObject({ timeout: 4000 });
  });
  test('copies', () => {
    expect(of('mirroring', { from: 'shop/checkout', to: 'http://tax:8080/' })).toMatchObject({ kind: 'delivered', mirrors: [{ percent: 100, workloads: ['shop/tax-v2'] }] });
    expect(of('mirroring', { from: 'shop/checkout', to: 'http://invoices:8080/' })).toMatchObject({ mirrors: [{ percent: 5, workloads: ['shop/invoices-archive'] }] });
  });
  test('what goes over the wire on the way out', () => {
    const tls = (task: string, input: RequestInput) => of(task, input).deliveries.map((d) => d.tls);
    expect(tls('egress-tls-origination', { from: 'reports/publisher', to: 'http://wire.press.example/' })).toEqual(['TLS']);
    expect(tls('egress-control', { from: 'imports/importer', to: 'http://rates.bank.example/' })).toEqual(['plaintext']);
    expect(tls('egress-gateway', { from: 'billing/collector', to: 'http://api.payments.example/charge' })).toEqual(['TLS']);
    expect(tls('mutual-tls-migration', { from: 'core/ledger', to: 'http://old-ledger.legacy:8080/' })).toEqual(['plaintext']);
  });
  test('what an authorizer decides is not known', () => {
    expect(of('authorization-external', { from: 'museum/visitor', to: 'http://tickets:8080/orders/1' }).unknown).toEqual([expect.stringContaining('ticket-rules')]);
    expect(of('authorization-external', { from: 'museum/visitor', to: 'http://tickets:8080/prices' }).unknown).toEqual([]);
    expect(of('authorization-external', { from: 'museum/visitor', to: 'http://collection:8080/', method: 'PUT' }).unknown).toEqual([expect.stringContaining('collection-rules')]);
  });
  test('limits', () => {
    const mesh = meshOf('circuit-breaking'), client = mesh.client(mesh.workload('limits/load-tester')!);
    expect(client.destination({ host: 'echo.limits.svc.cluster.local', port: 8000 })).toMatchObject({
      pool: { value: { maxConnections: 1, maxPendingRequests: 1, maxRequestsPerConnection: 1, connectTimeout: 2000 } }, outlier: { value: { consecutive5xx: 1, interval: 1000, baseEjection: 180_000, maxEjectionPercent: 100 } },
    });
  });
  test('localities', () => {
    const balancing = (task: string) => { const mesh = meshOf(task); return mesh.client(mesh.workload('maps/viewer')!).destination({ host: 'tiles.maps.svc.cluster.local', port: 5000 })!.balancing.value; };
    expect(balancing('locality-failover')).toMatchObject({ algorithm: 'ROUND_ROBIN', locality: { enabled: true, failover: [{ from: 'region-north', to: 'region-south' }, { from: 'region-south', to: 'region-north' }] } });
    expect(balancing('locality-distribute').locality?.distribute).toHaveLength(2);
  });
  test('names that proxies leave out', () => {
    const mesh = meshOf('sidecar-scoping');
    expect(mesh.client(mesh.workload('orders/front')!).hosts().map((h) => h.name).sort()).toEqual(['clock.common.svc.cluster.local', 'orders.orders.svc.cluster.local']);
    expect(mesh.client(mesh.workload('private/payroll')!).hosts().map((h) => h.name).sort()).toEqual(['clock.common.svc.cluster.local', 'payroll.private.svc.cluster.local']);
  });
});
