import { namesDoNotGoInCircles } from '../../../lib/checks/names-do-not-go-in-circles';
import type { CheckSpec } from '../spec';
import { documents, service } from '../yaml';

const alias = (name: string, of: string, mark = '') => `
apiVersion: v1${mark}
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { type: ExternalName, externalName: ${of}, ports: [{ name: http, port: 80 }] }`;

export const spec: CheckSpec = {
  check: namesDoNotGoInCircles,
  bad: documents(alias('a', 'b.shop.svc.cluster.local', ' # <-'), alias('b', 'a.shop.svc.cluster.local')),
  good: documents(alias('a', 'b.shop.svc.cluster.local'), alias('b', 'api.example.com')),
  cases: [
    { title: 'one that is its own name, and one that leads there', yaml: documents(alias('self', 'self.shop.svc.cluster.local', ' # <-'), alias('to', 'self.shop.svc.cluster.local')) },
    { title: 'it leads to a Service', yaml: documents(alias('a', 'reviews.shop.svc.cluster.local'), service('reviews')) },
  ],
};
