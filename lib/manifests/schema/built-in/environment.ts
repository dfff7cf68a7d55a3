import type { EnvVar, ObjectFieldSelector, ResourceFieldSelector } from '../../types';
import { isLabelKey } from '../names';
import { numberOf } from '../quantity';
import { below, type Fault, fault, isGiven } from './fault';

const OF_POD = new Set(['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs']);
const OF_FILES = new Set(['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations']);
const RESOURCE = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** A value, or where it comes from. */
export function variable({ value, valueFrom }: EnvVar): Fault | undefined {
  if (valueFrom == null) return undefined;
  if (isGiven(value)) return fault('valueFrom', 'a variable has a value, or it comes from elsewhere; here both', 'remove value or valueFrom');
  return valueFrom.fieldRef == null ? undefined : below('valueFrom.fieldRef', fieldOf(valueFrom.fieldRef, OF_POD));
}

/** A file of the downward API. */
export function downwardFile({ fieldRef, resourceFieldRef }: { readonly fieldRef?: ObjectFieldSelector; readonly resourceFieldRef?: ResourceFieldSelector }): Fault | undefined {
  if (fieldRef != null) return below('fieldRef', fieldOf(fieldRef, OF_FILES));
  return isGiven(resourceFieldRef?.containerName) ? undefined : fault('resourceFieldRef.containerName', 'a file needs to know whose resources it tells', 'name a container');
}

function fieldOf({ apiVersion, fieldPath }: ObjectFieldSelector, known: ReadonlySet<string>): Fault | undefined {
  if (isGiven(apiVersion) && apiVersion !== 'v1') return fault('apiVersion', `there are no pods of version ${JSON.stringify(apiVersion)}`, 'remove it, or use v1');
  if (known.has(fieldPath)) return undefined;
  const key = /^metadata\.(?:labels|annotations)\['(.+)'\]$/s.exec(fieldPath)?.[1];
  if (key !== undefined && (isLabelKey(key) || (fieldPath.startsWith('metadata.annotations') && isLabelKey(key.toLowerCase())))) return undefined;
  return fault('fieldPath', `${JSON.stringify(fieldPath)} is no field that a container may know`, `use one of ${[...known].join(', ')}, metadata.labels['KEY'] or metadata.annotations['KEY']`);
}

/** What a container may know of its resources, and in which unit. */
export function resourceField({ resource, divisor }: ResourceFieldSelector): Fault | undefined {
  if (!RESOURCE.test(resource)) return fault('resource', `${JSON.stringify(resource)} is no resource of a container`, 'use limits.cpu, limits.memory, limits.ephemeral-storage, or the same with requests');
  if (divisor == null || numberOf(divisor) === 0) return undefined;
  const units = resource.endsWith('.cpu') ? CPU : MEMORY;
  return units.has(numberOf(divisor)) && !/^\+|^0\d|\.(?:$|[A-Za-z])|\d[eE]\d/.test(String(divisor)) ? undefined : fault('divisor', `${divisor} is no unit of ${resource}`, resource.endsWith('.cpu') ? 'use 1 or 1m' : 'use 1, 1k, 1M, 1Ki, 1Mi and so on');
}
const CPU = new Set([1, 0.001]);
const MEMORY = new Set(['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'].map(numberOf));
