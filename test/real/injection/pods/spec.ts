/** One pod as the API server shows it to the injection webhook. */
export interface PodCase {
  readonly name: string;
  readonly pod: object;
  readonly namespace: string;
  /** Of the webhook's URL. @default - /inject */
  readonly path?: string;
}

interface Options {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Fields of `metadata`. */
  readonly meta?: object;
  readonly containers?: readonly object[];
  /** Fields of `spec`. */
  readonly spec?: object;
  readonly namespace?: string;
  readonly path?: string;
}

export const app = (more: object = {}): object => ({ name: 'app', image: 'registry.example/app:1.2', ports: [{ name: 'http', containerPort: 8080 }], ...more });
/** A container that is there for the proxy's sake: what it says goes over the template. */
export const proxy = (more: object = {}): object => ({ name: 'istio-proxy', image: 'auto', ...more });

/** As a ReplicaSet of a Deployment makes it, unless `meta` says otherwise. */
export function podCase(name: string, { annotations, labels, meta, containers = [app()], spec, namespace = 'shop', path }: Options = {}): PodCase {
  const hash = '6b7f9c8d5';
  const owned = { generateName: `cart-${hash}-`, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `cart-${hash}`, uid: '1', controller: true }] };
  return {
    name, namespace, ...(path !== undefined && { path }),
    pod: {
      apiVersion: 'v1', kind: 'Pod',
      metadata: { ...(meta ?? owned), labels: { 'pod-template-hash': hash, ...(labels ?? { app: 'cart' }) }, ...(annotations && { annotations }) },
      spec: { containers, ...spec },
    },
  };
}
/** A pod whose only difference is its annotations. */
export const annotated = (name: string, annotations: Readonly<Record<string, string>>): PodCase => podCase(name, { annotations });
