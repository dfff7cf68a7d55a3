import type { RequestInput } from 'cdk8s-mesh/simulate';

/** Requests that show what an example is about; `npm start` simulates them. */
export const requests: Readonly<Record<string, readonly RequestInput[]>> = {
  bookinfo: [
    { from: 'bookinfo/productpage-v1', to: 'http://reviews:9080/reviews/1', headers: { 'end-user': 'jason' } },
    { from: 'bookinfo/productpage-v1', to: 'http://reviews:9080/reviews/1' },
    { from: 'bookinfo/productpage-v1', to: 'http://ratings:9080/ratings/1' },
    { to: 'http://bookinfo.example.com/productpage' },
  ],
  shop: [
    { from: 'storefront/web-v1', to: 'http://checkout:8080/checkout', method: 'POST' },
    { from: 'storefront/checkout-green', to: 'http://charge.vault:8080/charges', method: 'POST' },
    { from: 'vault/charge-v1', to: 'http://api.stripe.com/v1/charges', method: 'POST' },
  ],
  platform: [
    { to: 'https://shop.example.com/' },
    { from: 'shop/web-v1', to: 'http://cart:8080/cart', method: 'POST' },
    { from: 'shop/web-v1', to: 'http://cart:8080/cart', method: 'DELETE' },
  ],
  'online-boutique': [
    { from: 'boutique/frontend-v1', to: 'grpc://checkoutservice:5050/hipstershop.CheckoutService/PlaceOrder' },
    { from: 'boutique/adservice-v1', to: 'grpc://paymentservice:50051/hipstershop.PaymentService/Charge' },
  ],
};
