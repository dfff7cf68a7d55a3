import type { Secret } from '../../types';
import { type Fault, fault } from './fault';

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'], 'kubernetes.io/ssh-auth': ['ssh-privatekey'], 'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'], 'kubernetes.io/dockercfg': ['.dockercfg'],
};

/** The keys that a type promises. Of what they hold nothing is told: it is secret. */
export function secret({ metadata, type, data, stringData }: Secret): Fault | undefined {
  // What is secret is often left out where objects are kept or shown: nothing is told of that.
  if (type == null || (isEmpty(data) && isEmpty(stringData))) return undefined;
  const has = (key: string): boolean => stringData?.[key] != null || data?.[key] != null;
  const missing = NEEDED[type]?.find((key) => !has(key));
  if (missing !== undefined) return fault('data', `a Secret of type ${type} needs the key ${missing}`, 'set it, or another type');
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) return fault('data', `a Secret of type ${type} needs the key username or password`, 'set one, or another type');
  if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.['kubernetes.io/service-account.name']) return fault('metadata.annotations', 'a token needs to know whose it is', 'set the annotation kubernetes.io/service-account.name');
  const json = type === 'kubernetes.io/dockerconfigjson' || type === 'kubernetes.io/dockercfg' ? NEEDED[type]![0]! : undefined;
  return json === undefined || isJsonObject(stringData?.[json] ?? Buffer.from(data![json]!, 'base64').toString()) ? undefined : fault(stringData?.[json] != null ? 'stringData' : 'data', `${json} is not an object of JSON`, 'write it as docker login does');
}

function isEmpty(map: Secret['data']): boolean {
  for (const key in map) if (map[key] != null) return false;
  return true;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
