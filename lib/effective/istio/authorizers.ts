import type { Authorization } from '../mesh';
import { fields, items, textOf, type Fields } from './fields';
import type { World } from './world';

/** What keeps a proxy from asking an authorizer. Nothing, as far as is known, where the mesh's configuration says nothing of any. */
export function providerTrouble(world: World, name: string | undefined): Authorization['failed'] | undefined {
  const { extensionProviders } = world.settings.config;
  if (extensionProviders === undefined) return undefined;
  const provider = providerNamed(extensionProviders, name), asked = fields(provider?.envoyExtAuthzHttp) ?? fields(provider?.envoyExtAuthzGrpc);
  return asked === undefined || !isThere(world, textOf(asked.service)) ? 'unknown-provider' : undefined;
}

/** Authorizers over HTTP are asked of HTTP requests only. */
export function takesBytes({ settings }: World, name: string | undefined): boolean {
  const provider = providerNamed(settings.config.extensionProviders, name);
  return provider === undefined || fields(provider.envoyExtAuthzGrpc) !== undefined;
}

function providerNamed(providers: unknown, name: string | undefined): Fields | undefined { return items(providers).find((p) => textOf(p.name) === name); }

/** `host`, if only one namespace has it, or `namespace/host`; in an open inventory it may be elsewhere. */
function isThere(world: World, service: string): boolean {
  if (world.settings.inventory === 'open') return true;
  const slash = service.indexOf('/'), owners = new Set(world.hostsNamed(service.slice(slash + 1)).map((h) => h.namespace));
  return slash < 0 ? owners.size === 1 : owners.has(service.slice(0, slash));
}
