import type { Authorization } from '../mesh';
import { fields, items, textOf, type Fields } from './fields';
import type { World } from './world';

/** What keeps a proxy from asking an authorizer. Where not all is known, one that is not configured may be so elsewhere. */
export function providerTrouble({ settings }: World, name: string | undefined): Authorization['failed'] | undefined {
  const { extensionProviders } = settings.config, open = settings.inventory === 'open' && extensionProviders === undefined;
  return open || isAuthorizer(providerNamed(extensionProviders, name)) ? undefined : 'unknown-provider';
}

/** Authorizers over HTTP are asked of HTTP requests only. */
export const takesBytes = ({ settings }: World, name: string | undefined): boolean => {
  const provider = providerNamed(settings.config.extensionProviders, name);
  return provider === undefined || fields(provider.envoyExtAuthzGrpc) !== undefined;
};

const providerNamed = (providers: unknown, name: string | undefined): Fields | undefined => items(providers).find((p) => textOf(p.name) === name);
const isAuthorizer = (provider: Fields | undefined): boolean => provider !== undefined && (fields(provider.envoyExtAuthzHttp) ?? fields(provider.envoyExtAuthzGrpc)) !== undefined;
