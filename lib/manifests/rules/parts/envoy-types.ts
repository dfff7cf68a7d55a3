import type { Findings } from '../findings';
import { fields, text } from '../fields';

const TYPE_URL = 'type.googleapis.com/';
const DEEPEST = 64;
/** Objects that are configured by a `typed_config`, named by their `name` alone no more. */
const TYPED = new Set(['HTTP_FILTER', 'NETWORK_FILTER', 'LISTENER_FILTER', 'EXTENSION_CONFIG']);

/**
 * A part of Envoy's configuration. Its messages are not known here, so fields are not judged; what can be seen is that
 * it is an object, and that the types it names are ones that Envoy can still have.
 */
export function envoyTypesRule(applyTo: string, value: unknown, f: Findings): void {
  const root = fields(value);
  if (root === undefined) {
    f.error('', 'the value is not an object', 'write a part of Envoy\'s configuration');
    return;
  }
  const any = root.typed_config ?? root.typedConfig ?? root.config_discovery ?? root.configDiscovery;
  if (TYPED.has(applyTo) && any === undefined && text(root.name) !== '') {
    f.warn('typed_config', `${text(root.name)} is configured by its name alone`, 'set typed_config with its @type');
  }
  typesBelow(root, f, 0);
}

function typesBelow(value: unknown, f: Findings, depth: number): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      f.enter('', i);
      typesBelow(value[i], f, depth + 1);
      f.leave();
    }
    return;
  }
  const object = fields(value);
  for (const key in object) {
    const child = object[key];
    if (key === '@type') {
      typeRule(child, f);
    } else if (typeof child === 'object' && child !== null) {
      f.enter(key);
      if ((key === 'typed_config' || key === 'typedConfig') && !Array.isArray(child) && (child as Record<string, unknown>)['@type'] === undefined) {
        f.error('@type', 'typed_config does not say its type', `write "@type": ${TYPE_URL}envoy.extensions.…`);
      }
      typesBelow(child, f, depth + 1);
      f.leave();
    }
  }
}

function typeRule(type: unknown, f: Findings): void {
  const name = text(type).slice(text(type).lastIndexOf('/') + 1);
  if (!/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/.test(name)) {
    f.error('@type', `${JSON.stringify(type)} names no type`, `write ${TYPE_URL} and the full name of a message`);
  } else if (/^envoy\..*\.v[12](alpha[0-9]*)?\./.test(name)) {
    f.error('@type', `${name} belongs to an API that Envoy no longer has`, 'use the type of the v3 API');
  }
}
