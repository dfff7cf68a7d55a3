import { callersWaitLongerThanCallees } from '../../../lib/checks/callers-wait-longer-than-callees';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const shop = ['web', 'cart', 'stock'].flatMap((name) => [service(name), deployment(name)]);

export const spec: CheckSpec = {
  check: callersWaitLongerThanCallees,
  input: { options: { calls: [{ from: 'shop/web', to: 'cart.shop' }, { from: 'shop/cart', to: 'stock.shop' }] } },
  bad: documents(...shop, virtualService('cart', `
hosts: [cart]
http:
- timeout: 2s # <-
  route: [{ destination: { host: cart } }]`), virtualService('stock', `
hosts: [stock]
http:
- timeout: 10s
  route: [{ destination: { host: stock } }]`)),
  good: documents(...shop, virtualService('cart', `
hosts: [cart]
http:
- timeout: 12s
  route: [{ destination: { host: cart } }]`), virtualService('stock', `
hosts: [stock]
http:
- timeout: 10s
  route: [{ destination: { host: stock } }]`)),
  cases: [
    { title: 'no timeout is no end', options: { calls: [{ from: 'shop/web', to: 'cart.shop' }, { from: 'shop/cart', to: 'stock.shop' }] }, yaml: documents(...shop, virtualService('stock', 'hosts: [stock]\nhttp:\n- timeout: 10s\n  route: [{ destination: { host: stock } }]')) },
    { title: 'a gateway waits less than the service behind it', options: { calls: [{ from: 'shop/web', to: 'cart.shop' }] }, yaml: documents(...shop, ingress(), gateway('public'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- timeout: 1s # <-\n  route: [{ destination: { host: web } }]'), virtualService('cart', 'hosts: [cart]\nhttp:\n- timeout: 3s\n  route: [{ destination: { host: cart } }]')) },
  ],
};
