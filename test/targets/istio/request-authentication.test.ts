import type { JwtFact } from '../../../lib/model/policies/jwt-policy';
import { requestAuthentication } from '../../../lib/targets/istio/request-authentication';
import { gateway, listener, namespace, policy, port, service, workload, written, type World } from './security-model';

const token = (issuer: string, over: Partial<JwtFact> = {}) => policy('JwtPolicy', issuer, { issuer, audiences: [], from: [], required: true, requiredExcept: [], ...over });
const web: World = { workloads: [workload('web')], services: [service('web', [port('http', 8080)])] };

test('all issuers of a workload are one object, each with where its tokens are and who checks them', () => {
  const a = token('https://a', { audiences: ['shop', 'api'], jwks: { uri: 'https://a/keys' }, from: [{ header: 'x-token', prefix: 'T ' }, { header: 'y' }, { query: 'q' }, { cookie: 'c' }] });
  const b = token('https://b', { jwks: { inline: '{"keys":[]}' }, required: false });
  expect(written(requestAuthentication, { ...web, policies: { 'shop/web': [b, a] } })).toEqual([{
    apiVersion: 'security.istio.io/v1', kind: 'RequestAuthentication', metadata: { name: 'web', namespace: 'shop' },
    spec: {
      jwtRules: [
        { audiences: ['shop', 'api'], forwardOriginalToken: true, fromCookies: ['c'], fromHeaders: [{ name: 'x-token', prefix: 'T ' }, { name: 'y' }], fromParams: ['q'], issuer: 'https://a', jwksUri: 'https://a/keys' },
        { forwardOriginalToken: true, issuer: 'https://b', jwks: '{"keys":[]}' },
      ],
      selector: { matchLabels: { app: 'web' } },
    },
  }]);
});
test('what two policies say alike is said once', () => {
  const rules = (second: Partial<JwtFact>) => (written(requestAuthentication, { ...web, policies: { 'shop/web': [token('https://a'), token('https://a', second)] } })[0].spec as { jwtRules: object[] }).jwtRules;
  expect(rules({ required: false })).toHaveLength(1);
  expect(rules({ audiences: ['x'] })).toHaveLength(2);
});
test('at a gateway in a namespace that is ours as far as it goes', () => {
  const w = (manage: 'policies' | 'create', over = {}): World => ({ namespaces: [namespace({ manage })], gateways: [gateway('edge', [listener('https', 443, 'HTTPS')], over)], policies: { 'shop/edge': [token('https://a')] } });
  expect(written(requestAuthentication, w('policies')).map((m) => [m.metadata.name, (m.spec as { selector: object }).selector])).toEqual([['edge', { matchLabels: { istio: 'edge' } }]]);
  expect(written(requestAuthentication, w('create', { namespace: undefined }))).toEqual([]);
});
