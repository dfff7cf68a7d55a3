import { fields, isSet, list, text, type Fields } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { urlProblem } from '../../../manifests/rules/syntax/url';
import { providerServiceProblem } from './address';

/** What a provider can be; one of them is named. */
const KINDS = [
  'envoyExtAuthzHttp', 'envoyExtAuthzGrpc', 'zipkin', 'lightstep', 'datadog', 'stackdriver', 'opencensus', 'skywalking', 'opentelemetry', 'prometheus',
  'envoyFileAccessLog', 'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls', 'sds',
] as const;
/** Those that are reached through a service. */
const REACHED: ReadonlySet<string> = new Set(KINDS.filter((kind) => !['stackdriver', 'prometheus', 'envoyFileAccessLog'].includes(kind)));
/** Providers that Istio declares itself. */
const BUILT_IN = ['prometheus', 'stackdriver', 'envoy'];
/** HTTP status codes that Envoy knows. */
const STATUS = new Set([
  0, 100, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414,
  415, 416, 417, 421, 422, 423, 424, 426, 428, 429, 431, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
]);

/**
 * Providers that policies and telemetry name. Istio only logs what is wrong with one, and then does without it where it is
 * named, so that an authorizer would be missing: here it is an error.
 */
export function extensionProvidersRule(config: Fields, f: Findings): void {
  const providers = list(config.extensionProviders);
  const first = new Map<string, number>();
  providers.forEach((value, i) => {
    const provider = fields(value);
    if (provider === undefined) return;
    f.enter('extensionProviders', i);
    const name = text(provider.name);
    if (name === '') f.error('name', 'the provider has no name', 'name it, so that policies can refer to it');
    else if (first.has(name)) f.error('name', `${JSON.stringify(name)} is already at extensionProviders[${first.get(name)}]`, 'give every provider its own name');
    else first.set(name, i);
    const kind = KINDS.find((candidate) => isSet(provider[candidate]));
    if (kind === undefined) f.error('', 'the provider does not say what it is', `set one of ${KINDS.join(', ')}`);
    else kindRule(kind, fields(provider[kind]) ?? {}, f);
    f.leave();
  });
  const known = new Set([...BUILT_IN, ...first.keys()]);
  const defaults = fields(config.defaultProviders);
  f.enter('defaultProviders');
  for (const signal of ['accessLogging', 'metrics', 'tracing']) {
    list(defaults?.[signal]).forEach((name, i) => {
      if (!known.has(text(name))) f.warn(signal, `no provider is called ${JSON.stringify(name)}`, `declare it in extensionProviders, or name one of ${[...known].join(', ')}`, i);
    });
  }
  f.leave();
}

function kindRule(kind: string, provider: Fields, f: Findings): void {
  f.enter(kind);
  if (REACHED.has(kind) && isSet(provider.service)) f.check('service', providerServiceProblem(text(provider.service)));
  if (kind === 'lightstep' && provider.accessToken === '') f.error('accessToken', 'the access token is empty', 'set the token that Lightstep gave you');
  if (kind === 'opentelemetry' && isSet(provider.http) && isSet(provider.grpc)) f.error('grpc', 'spans go by HTTP and by gRPC at once', 'keep http or grpc');
  const status = text(provider.statusOnError);
  if (status !== '' && !(/^[-+]?[0-9]+$/.test(status) && STATUS.has(Number(status)))) {
    f.error('statusOnError', `${JSON.stringify(status)} is not a status that Envoy answers with`, 'write an HTTP status, as "403" or "503"');
  }
  const prefix = text(provider.pathPrefix);
  if (prefix !== '') {
    if (!prefix.startsWith('/')) f.error('pathPrefix', `${JSON.stringify(prefix)} does not begin with /`, `write /${prefix}`);
    else f.check('pathPrefix', urlProblem(prefix));
  }
  f.leave();
}
