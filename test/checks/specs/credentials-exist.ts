import { credentialsExist } from '../../../lib/checks/credentials-exist';
import type { CheckSpec } from '../spec';
import { destinationRule, documents, gateway, ingress, object } from '../yaml';

const secret = (name: string, namespace: string) => `
apiVersion: v1
kind: Secret
type: kubernetes.io/tls
metadata: { name: ${name}, namespace: ${namespace} }`;
const tls = (name: string) => `port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: "${name}" }`;

export const spec: CheckSpec = {
  check: credentialsExist,
  bad: documents(ingress(), object('networking.istio.io/v1', 'Gateway', 'public', `
selector: { istio: ingress }
servers:
- port: { number: 443, name: https, protocol: HTTPS }
  hosts: [shop.example.com]
  tls:
    mode: SIMPLE
    credentialName: shop-cert # <-`, 'edge'), secret('shop-cert', 'shop')),
  good: documents(ingress(), object('networking.istio.io/v1', 'Gateway', 'public', `
selector: { istio: ingress }
servers:
- port: { number: 443, name: https, protocol: HTTPS }
  hosts: [shop.example.com]
  tls:
    mode: SIMPLE
    credentialName: shop-cert`, 'edge'), secret('shop-cert', 'edge')),
  cases: [
    { title: 'it is in the namespace of the pods, not of the Gateway', yaml: documents(ingress('istio-ingress'), secret('shop-cert', 'edge'), gateway('public', { server: tls('shop-cert') })), expect: [{ message: 'it is in edge' }] },
    { title: 'cert-manager makes it', yaml: documents(ingress(), gateway('public', { server: tls('shop-cert') }), object('cert-manager.io/v1', 'Certificate', 'shop', 'secretName: shop-cert\ndnsNames: [shop.example.com]', 'edge')) },
    { title: 'several names, and one that is mounted', yaml: documents(ingress(), secret('a', 'edge'), gateway('public', { server: 'port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialNames: [a, b] }' }), gateway('other', { server: tls('file-root://x') })), expect: [{ message: "'b'" }] },
    { title: 'a DestinationRule names one that is nowhere', yaml: documents(secret('there', 'shop'), ...['there', 'gone'].map((n) => destinationRule(n, `host: '*.example.com'\ntrafficPolicy:\n  tls:\n    mode: SIMPLE\n    credentialName: ${n}${n === 'gone' ? ' # <-' : ''}`))) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(ingress(), gateway('public', { server: tls('shop-cert') })) },
  ],
};
