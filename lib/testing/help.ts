import type { IConstruct } from 'constructs';
import { kindOf } from '../constructs/declare';
import type { Outcome } from '../simulate';
import type { SimulatedRequest } from './request';

/** What to write where a request should have got through. Only for meshes that are declared: there it is known what to write. */
export function helpFor(request: SimulatedRequest, outcome: Outcome): string | undefined {
  const { scope } = request;
  if (outcome.kind === 'unknown' && request.input.address === undefined && outcome.unknown.some((what) => what.includes('address'))) return "say where it comes from: .address('10.0.0.7')";
  if (!scope) return undefined;
  const to = hostIn(scope, request);
  const caller = typeof request.sender === 'string' || kindOf(request.sender) === 'gateway' ? undefined : request.from.split(' ')[0];
  switch (outcome.refusedBy) {
    case 'visibility': case 'access': {
      if (!to || !caller) return undefined;
      return `declare it: ${caller}.calls(${to}${callText(request)})`;
    }
    case 'egress': return `declare it: an ExternalService with host ${hostOf(request)}${caller ? `, and ${caller}.calls(…) it` : ''}`;
    case 'tls': return `give the caller a proxy, or accept plaintext${to ? ` at ${to}` : ''} (mTLS mode PERMISSIVE)`;
    case 'token': return 'send a token that is accepted there: .token({ issuer, subject, audiences })';
    default: return undefined;
  }
}

const hostOf = (request: SimulatedRequest): string => /^[a-z]+:\/\/([^/:?#]+)/.exec(request.request.to)?.[1] ?? '';
/** The service that a request is for, by its id. */
function hostIn(scope: IConstruct, request: SimulatedRequest): string | undefined {
  const { Host } = require('../cdk8s/host') as typeof import('../cdk8s/host');
  const { model, resolved: { index } } = Host.of(scope).compile();
  const [name, namespace] = hostOf(request).split('.');
  const found = model.services.filter((s) => s.name === name && (namespace === undefined || index.namespace.get(s.namespace)?.name === namespace));
  return found.length === 1 ? found[0].name : undefined;
}
/** `, Call.get('/ratings')`: the first segment of the path. */
function callText(request: SimulatedRequest): string {
  const { to, method = 'GET' } = request.request;
  if (!/^https?:/.test(to)) return '';
  const segment = /^[a-z]+:\/\/[^/?#]+(\/[^/?#]*)/.exec(to)?.[1] ?? '/';
  const known = ['get', 'post', 'put', 'delete', 'patch'].includes(method.toLowerCase());
  return known && segment !== '/' ? `, Call.${method.toLowerCase()}('${segment}')` : '';
}
