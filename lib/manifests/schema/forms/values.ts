import { isBase64, isDateTime } from '../formats';
import { isLabelKey } from '../names';
import { numberOf } from '../quantity';
import { either, type Form, matches, text } from './form';
import { isSchedule } from './schedule';

const isCount = (value: string | number): boolean => (typeof value === 'number' ? value >= 0 : /^\d+%$/.test(value));
const isShare = (value: string | number): boolean => isCount(value) && (typeof value === 'number' || parseInt(value, 10) <= 100);
const isRelative = (value: string): boolean => !value.startsWith('/') && !value.split('/').includes('..');
const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Objects that a quota may count. */
export const COUNTED: ReadonlySet<string> = new Set(['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers']);

/** Resources of the cluster itself have no domain in front of their name, others have one of their own. */
function isContainerResource(name: string): boolean {
  if (!name.includes('/')) return COMPUTE.has(name) || /^hugepages-/.test(name);
  return isLabelKey(name) && (name.includes('kubernetes.io/') || (!name.startsWith('requests.') && isLabelKey(`requests.${name}`)));
}
function isQuotaResource(name: string): boolean {
  if (name.includes('/')) return isLabelKey(name);
  return COUNTED.has(name) || name === 'requests.storage' || COMPUTE.has(name.replace(/^(?:requests|limits)\./, '')) || (/^(?:requests\.)?hugepages-/.test(name) && isLabelKey(name));
}

const relativePath = text(isRelative, 'is not a relative path', 'write it without a leading "/" and without ".."');

/** Numbers, quantities, paths, and what else is written in one text. */
export const VALUE_FORMS = {
  byte: { ...text(isBase64, 'not base64', 'encode the bytes as base64, padded with "="'), hidden: true },
  secret: { ...text(() => true, 'not a text', 'put it in quotes'), hidden: true },
  'date-time': text(isDateTime, 'is not a date and time', 'write it as 2030-01-31T12:00:00Z'),
  'count-or-percent': either(isCount, 'is neither a number nor a percentage', 'write a whole number of 0 or more, or a percentage, as "25%"'),
  'count-or-share': either(isShare, 'is neither a number nor a share', 'write a whole number of 0 or more, or a percentage up to 100, as "25%"'),
  positive: either((value) => numberOf(value) > 0, 'is not more than 0', 'write a quantity above 0'),
  'not-negative': either((value) => numberOf(value) >= 0, 'is negative', 'write a quantity of 0 or more'),
  'container-resource': text(isContainerResource, 'is not a resource of containers', 'use cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with its domain, as example.com/gpu'),
  'quota-resource': text(isQuotaResource, 'is not a resource of quotas', 'use a resource that is known, as requests.cpu or pods, or count/PLURAL.GROUP'),
  'relative-path': { ...relativePath, is: (value: string) => value !== '' && !value.startsWith('..') && isRelative(value) },
  'relative-path-or-empty': relativePath,
  'absolute-path': text(matches(/^\//), 'is not an absolute path', 'begin it with "/"'),
  'path-upwards': text((value) => value !== '' && !value.split('/').includes('..'), 'is not a path', 'name it, without ".."'),
  image: text((value) => value !== '' && value === value.trim(), 'is not an image', 'name it with its tag or digest, and without spaces around it'),
  schedule: text(isSchedule, 'is not a schedule', 'write five fields, as "*/5 * * * *", or a word as @hourly'),
  'json-path': text(matches(/^\./), 'is not a path into the object', 'begin it with ".", as .spec.replicas'),
  warning: text((value) => value !== '' && Buffer.byteLength(value) <= 256 && !/[^ -~\u00a1-\u{10ffff}]/u.test(value), 'is not a warning', 'use at most 256 printable characters'),
} as const satisfies Readonly<Record<string, Form>>;
