import type { Manifest } from './manifest';

/** Annotations that tell Pulumi's Kubernetes provider when an object is ready, and that it may take fields from others. */
export const WAIT_FOR = 'pulumi.com/waitFor', SKIP_AWAIT = 'pulumi.com/skipAwait', PATCH_FORCE = 'pulumi.com/patchForce';

/** An annotation and its value. */
export type PulumiHint = readonly [string, string];

export const AT_ONCE: PulumiHint = [SKIP_AWAIT, 'true'];
/** For webhooks in which istiod puts what it is verified with: it does so when it can be called. */
export const UNTIL_FILLED: PulumiHint = [WAIT_FOR, 'jsonpath={.webhooks[0].clientConfig.caBundle}'];
const UNTIL_SERVED: PulumiHint = [WAIT_FOR, 'condition=Established'];

/** For kinds that the provider awaits too little or too long by itself. @default - it is right */
export function pulumiHint({ apiVersion, kind, spec }: Manifest): PulumiHint | undefined {
  if (kind === 'CustomResourceDefinition') return UNTIL_SERVED;
  // It would wait for endpoints, then 10 s for stragglers: each Deployment is awaited by itself. The address of a load balancer is worth the wait.
  if (apiVersion === 'v1' && kind === 'Service' && (spec as { readonly type?: unknown } | undefined)?.type !== 'LoadBalancer') return AT_ONCE;
  return undefined;
}
