/** Objects that many specs need, as YAML documents. */
export const documents = (...all: string[]): string => all.map((d) => d.trim()).join('\n---\n') + '\n';

export const service = (name: string, { namespace = 'shop', ports = '{ name: http, port: 80 }', more = '' } = {}): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace}${more} }
spec: { selector: { app: ${name} }, ports: [${ports}] }`;

export const deployment = (name: string, { namespace = 'shop', version = '', replicas = undefined as number | undefined, account = '', ports = 'containerPort: 80', kind = 'Deployment' } = {}): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}${version && `-${version}`}, namespace: ${namespace} }
spec:${replicas === undefined ? '' : `\n  replicas: ${replicas}`}
  selector: { matchLabels: { app: ${name}${version && `, version: ${version}`} } }
  template:
    metadata: { labels: { app: ${name}${version && `, version: ${version}`} } }
    spec: { ${account && `serviceAccountName: ${account}, `}containers: [{ name: app, image: app, ports: [{ ${ports} }] }] }`;

/** A gateway's pods and Service. */
export const ingress = (namespace = 'edge'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ingress, namespace: ${namespace} }
spec:
  selector: { matchLabels: { istio: ingress } }
  template:
    metadata: { labels: { istio: ingress }, annotations: { inject.istio.io/templates: gateway } }
    spec: { containers: [{ name: istio-proxy, image: auto }] }
---
apiVersion: v1
kind: Service
metadata: { name: ingress, namespace: ${namespace} }
spec: { selector: { istio: ingress }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: https, port: 443, targetPort: 8443 }] }`;

export const gateway = (name: string, { namespace = 'edge', hosts = '"*"', server = 'port: { number: 80, name: http, protocol: HTTP }' } = {}): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { istio: ingress }
  servers: [{ ${server}, hosts: [${hosts}] }]`;

export const virtualService = (name: string, spec: string, namespace = 'shop'): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${indented(spec)}`;

export const destinationRule = (name: string, spec: string, namespace = 'shop'): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${indented(spec)}`;

export const object = (apiVersion: string, kind: string, name: string, spec: string, namespace: string | undefined = 'shop'): string => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }${spec.trim() === '' ? '' : `
spec:
${indented(spec)}`}`;
export const namespaceObject = (name: string): string => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { istio-injection: enabled } }`;

const indented = (text: string): string => text.replace(/^\n|\s+$/g, '').split('\n').map((l) => (l === '' ? l : `  ${l}`)).join('\n');
