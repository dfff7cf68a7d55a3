import { retriesDoNotMultiply } from '../../../lib/checks/retries-do-not-multiply';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const shop = ['web', 'cart', 'stock'].flatMap((name) => [service(name), deployment(name)]);

export const spec: CheckSpec = {
  check: retriesDoNotMultiply,
  input: { options: { calls: [{ from: 'shop/web', to: 'cart.shop' }, { from: 'shop/cart', to: 'stock.shop' }] } },
  bad: documents(...shop, virtualService('cart', `
hosts: [cart]
http:
- retries: { attempts: 5, retryOn: 5xx } # <-
  route: [{ destination: { host: cart } }]`), virtualService('stock', `
hosts: [stock]
http:
- retries: { attempts: 5, retryOn: 5xx }
  route: [{ destination: { host: stock } }]`)),
  good: documents(...shop, virtualService('cart', `
hosts: [cart]
http:
- retries: { attempts: 5, retryOn: 5xx }
  route: [{ destination: { host: cart } }]`), virtualService('stock', `
hosts: [stock]
http:
- retries: { attempts: 0 }
  route: [{ destination: { host: stock } }]`)),
  cases: [
    { title: 'a gateway is the first hop, and Istio\'s default counts', options: { budget: 8, calls: [{ from: 'shop/web', to: 'cart.shop' }] }, yaml: documents(...shop, ingress(), gateway('public'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]')), expect: [{ severity: 'info', message: 'one request may become 9: ingress → web ×3 → cart ×3' }] },
    { title: 'calls in a circle', options: { budget: 8, calls: [{ from: 'shop/web', to: 'cart.shop' }, { from: 'shop/cart', to: 'stock.shop' }, { from: 'shop/stock', to: 'cart.shop' }] }, yaml: documents(...shop), expect: [{ message: 'may become 9: web → cart ×3 → stock ×3' }] },
    { title: 'no calls are known', yaml: documents(...shop, virtualService('cart', 'hosts: [cart]\nhttp:\n- retries: { attempts: 50 }\n  route: [{ destination: { host: cart } }]')) },
  ],
};
