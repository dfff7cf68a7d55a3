// Google's Online Boutique: eleven services, gRPC inside, HTTP at the edge. Who may call what is declared method by method.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import {
  Call, ConnectionPool, HttpRoute, Listener, LoadBalancing, Algorithm, Mesh, MeshGateway, MeshService, MeshWorkload, OutlierDetection, Port, RetryPolicy, TimeoutPolicy, Workload,
} from 'cdk8s-mesh';

const ADDRESSES: Record<string, string> = {
  PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550', CURRENCY_SERVICE_ADDR: 'currencyservice:7000', CART_SERVICE_ADDR: 'cartservice:7070',
  RECOMMENDATION_SERVICE_ADDR: 'recommendationservice:8080', SHIPPING_SERVICE_ADDR: 'shippingservice:50051', CHECKOUT_SERVICE_ADDR: 'checkoutservice:5050',
  AD_SERVICE_ADDR: 'adservice:9555', PAYMENT_SERVICE_ADDR: 'paymentservice:50051', EMAIL_SERVICE_ADDR: 'emailservice:5000', REDIS_ADDR: 'redis-cart:6379',
  FRONTEND_ADDR: 'frontend:8080',
};
const image = (name: string) => `gcr.io/google-samples/microservices-demo/${name}:v0.10.1`;
// All but the frontend speak gRPC's protocol of health checks; the frontend gives everybody a session who comes without one.
const readiness = (name: string, port: number) => (name === 'frontend' ? { httpGet: { path: '/_healthz', port, httpHeaders: [{ name: 'Cookie', value: 'shop_session-id=x-readiness-probe' }] } } : { grpc: { port } });
const boutique = (name: string, port: number, ...addresses: string[]) => Workload.container({
  image: image(name), readiness: readiness(name, port),
  env: { PORT: `${port}`, DISABLE_PROFILER: '1', ...Object.fromEntries(addresses.map((a) => [`${a}_ADDR`, ADDRESSES[`${a}_ADDR`]])) },
});

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'boutique');
  const grpc = (name: string, port: number, ...addresses: string[]) => new MeshService(mesh, name, { ports: [Port.grpc(port)], workload: boutique(name, port, ...addresses) });

  const catalog = grpc('productcatalogservice', 3550);
  const currency = grpc('currencyservice', 7000);
  const payment = grpc('paymentservice', 50051);
  const shipping = grpc('shippingservice', 50051);
  const ads = grpc('adservice', 9555);
  const email = new MeshService(mesh, 'emailservice', { ports: [Port.grpc(5000, { targetPort: 8080 })], workload: boutique('emailservice', 8080) });
  const redis = new MeshService(mesh, 'redis-cart', { ports: [Port.tcp(6379, { name: 'redis' })], workload: Workload.container({ image: 'redis:7.2-alpine', readiness: { tcpSocket: { port: 6379 } } }) });
  const cart = grpc('cartservice', 7070, 'REDIS');
  const recommendation = grpc('recommendationservice', 8080, 'PRODUCT_CATALOG_SERVICE');
  const checkout = grpc('checkoutservice', 5050, 'PRODUCT_CATALOG_SERVICE', 'SHIPPING_SERVICE', 'PAYMENT_SERVICE', 'EMAIL_SERVICE', 'CURRENCY_SERVICE', 'CART_SERVICE');
  const frontend = new MeshService(mesh, 'frontend', {
    ports: [Port.http(8080)],
    workload: boutique('frontend', 8080, 'PRODUCT_CATALOG_SERVICE', 'CURRENCY_SERVICE', 'CART_SERVICE', 'RECOMMENDATION_SERVICE', 'SHIPPING_SERVICE', 'CHECKOUT_SERVICE', 'AD_SERVICE'),
  });
  const shoppers = new MeshWorkload(mesh, 'loadgenerator', { workload: Workload.container({ image: image('loadgenerator'), env: { FRONTEND_ADDR: ADDRESSES.FRONTEND_ADDR, USERS: '10' } }) });

  // Who calls whom: the least that works.
  shoppers.calls(frontend);
  frontend
    .calls(catalog, Call.grpc('hipstershop.ProductCatalogService', 'ListProducts', 'GetProduct'))
    .calls(currency, Call.grpc('hipstershop.CurrencyService'))
    .calls(cart, Call.grpc('hipstershop.CartService'))
    .calls(recommendation, Call.grpc('hipstershop.RecommendationService', 'ListRecommendations'))
    .calls(shipping, Call.grpc('hipstershop.ShippingService', 'GetQuote'))
    .calls(checkout, { only: [Call.grpc('hipstershop.CheckoutService', 'PlaceOrder')], timeout: Duration.seconds(15), retries: 'off' })   // an order is placed once
    .calls(ads, { only: [Call.grpc('hipstershop.AdService', 'GetAds')], timeout: Duration.millis(300), retries: 'off' });                             // no ad is better than a slow page
  recommendation.calls(catalog, Call.grpc('hipstershop.ProductCatalogService', 'ListProducts'));
  checkout
    .calls(catalog, Call.grpc('hipstershop.ProductCatalogService', 'GetProduct'))
    .calls(currency, Call.grpc('hipstershop.CurrencyService', 'Convert'))
    .calls(cart, Call.grpc('hipstershop.CartService', 'GetCart', 'EmptyCart'))
    .calls(shipping, Call.grpc('hipstershop.ShippingService'))
    .calls(email, Call.grpc('hipstershop.EmailService', 'SendOrderConfirmation'))
    .calls(payment, { only: [Call.grpc('hipstershop.PaymentService', 'Charge')], timeout: Duration.seconds(5), retries: 'off' });
  cart.calls(redis, Call.port('redis'));

  // What holds for all, and where it differs.
  new RetryPolicy(mesh, 'retries', { attempts: 2, perTryTimeout: Duration.seconds(2), on: ['connect-failure', 'refused-stream', 'unavailable'] });
  new TimeoutPolicy(mesh, 'timeout', { request: Duration.seconds(10) });
  // A page waits for all that it calls, an order included: so it has more time than any of it, and no limit of a single try.
  new TimeoutPolicy(frontend, 'page', { request: Duration.seconds(20) });
  new RetryPolicy(frontend, 'page-retries', { attempts: 2, on: ['connect-failure', 'refused-stream'] });
  new OutlierDetection(mesh, 'eject', { consecutive5xx: 5, interval: Duration.seconds(10), ejectFor: Duration.seconds(30), maxEjectedPercent: 50 });
  new ConnectionPool(redis, 'connections', { maxConnections: 200, connectTimeout: Duration.seconds(1) });
  new LoadBalancing(cart, 'sticky', { algorithm: Algorithm.hash({ header: 'x-session-id' }) });

  const gateway = new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80, { hostnames: ['boutique.example.com'] })] });
  new HttpRoute(mesh, 'shop', { parent: gateway, rules: [{ to: frontend }] });
  return mesh;
}
