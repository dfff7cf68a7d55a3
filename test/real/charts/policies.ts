import { celEnv, plan, parse } from '@bufbuild/cel';
import type { Manifest } from '../../../lib/manifests/manifest';

const object = (kind: string, spec?: unknown): unknown => ({ kind, metadata: { name: 'x' }, ...(spec !== undefined && { spec }) });
const source = (one: unknown): unknown => ({ rules: [{ to: [{}] }, { from: [{}, { source: one }] }] });

/** What somebody may write, on both sides of what is stable. */
const OBJECTS: readonly unknown[] = [
  ...['EnvoyFilter', 'WasmPlugin', 'ProxyConfig', 'VirtualService', 'Gateway', 'Sidecar', 'TrafficExtension'].flatMap((kind) => [object(kind, {}), object(kind)]),
  ...[
    {}, { tracing: [] }, { tracing: [{}] }, { tracing: [{ useRequestIdForTraceSampling: true }] }, { tracing: [{}, { useRequestIdForTraceSampling: false }] }, { tracing: [{ randomSamplingPercentage: 1 }], metrics: [{}] },
    { metrics: [{ reportingInterval: '5s' }] }, { metrics: [{ providers: [] }] }, { accessLogging: [{ filter: { expression: 'x' } }] }, { accessLogging: [{ disabled: true }] }, { accessLogging: [{}], metrics: [{ reportingInterval: '1s' }] },
  ].map((spec) => object('Telemetry', spec)),
  ...[
    {}, { rules: [] }, { rules: [{}] }, { rules: [{ from: [] }] }, { action: 'DENY', rules: [{ from: [{}] }] }, source({}), source({ principals: ['*'] }), source({ trustDomains: ['a'] }), source({ notTrustDomains: ['a'] }), source({ namespaces: ['a'], notTrustDomains: [] }),
  ].map((spec) => object('AuthorizationPolicy', spec)),
];

/** Whether a policy takes an object; `undefined`: it cannot be evaluated, which refuses as well. */
function takes(policy: Manifest, one: unknown): boolean | undefined {
  const { variables = [], validations } = policy.spec as { readonly variables?: readonly { readonly name: string; readonly expression: string }[]; readonly validations: readonly { readonly expression: string }[] };
  const env = celEnv();
  const evaluate = (expression: string, bindings: object): unknown => plan(env, parse(expression))(bindings as never);
  const named = Object.fromEntries(variables.map(({ name, expression }) => [name, evaluate(expression, { object: one })]));
  const said = validations.map(({ expression }) => evaluate(expression, { object: one, variables: named }));
  return said.every((value) => typeof value === 'boolean') ? said.every((value) => value === true) : undefined;
}

/** Objects of which the two policies say different things. */
export function decidedOtherwise(ours: Manifest, theirs: Manifest): string[] {
  const refused = OBJECTS.filter((one) => takes(theirs, one) !== true).length;
  const out = refused === 0 || refused === OBJECTS.length ? ['the chart\'s policy decides all objects alike: nothing is proved'] : [];
  for (const one of OBJECTS) {
    const [a, b] = [takes(ours, one), takes(theirs, one)];
    if (a !== b) out.push(`${JSON.stringify(one)}: ours ${verdict(a)}, the chart's ${verdict(b)}`);
  }
  return out;
}
const verdict = (taken: boolean | undefined): string => (taken === undefined ? 'cannot say' : taken ? 'takes it' : 'refuses it');
