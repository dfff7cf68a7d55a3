import { isObject } from '../is-object';
import { isDateTime } from './formats';
import { isLabelKey } from './names';

/** How a field of metadata has to look, beside names, labels and annotations; and what is said where it does not. */
interface FieldForm { readonly is: (value: unknown) => boolean; readonly message: string; readonly help: string }

const isText = (value: unknown): boolean => typeof value === 'string';
const isGiven = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isFinalizer = (value: unknown): boolean => typeof value === 'string' && isLabelKey(value);
const isOwner = (value: unknown): boolean => isObject(value) && isGiven(value.apiVersion) && isGiven(value.kind) && isGiven(value.name) && isGiven(value.uid);

const text: FieldForm = { is: isText, message: 'must be a string', help: 'put it in quotes, or remove it: the API server sets it' };
const whole: FieldForm = { is: Number.isInteger, message: 'must be a whole number', help: 'remove it: the API server sets it' };
const time: FieldForm = { is: (value) => typeof value === 'string' && isDateTime(value), message: 'must be a date and time', help: 'remove it: the API server sets it' };

/** What is mostly the API server's own to write, and stands in what comes from one. */
export const METADATA_FIELDS: ReadonlyMap<string, FieldForm> = new Map([
  ['creationTimestamp', time], ['deletionTimestamp', time], ['deletionGracePeriodSeconds', whole], ['generation', whole], ['resourceVersion', text], ['selfLink', text], ['uid', text],
  ['finalizers', { is: (value) => Array.isArray(value) && value.every(isFinalizer), message: 'must be a list of qualified names', help: 'write each as example.com/name' }],
  ['ownerReferences', { is: (value) => Array.isArray(value) && value.every(isOwner), message: 'must name owners that exist', help: 'give each its apiVersion, kind, name and uid' }],
  ['managedFields', { is: Array.isArray, message: 'must be a list', help: 'remove it: the API server sets it' }],
]);
