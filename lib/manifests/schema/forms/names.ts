import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, isPathSegment } from '../names';
import { type Form, matches, orNothing, text } from './form';

const isConfigKey = (value: string): boolean => /^[-._a-zA-Z0-9]{1,253}$/.test(value) && value !== '.' && !value.startsWith('..');
const isDomainPath = (value: string): boolean => /^[^/]+\/[-A-Za-z0-9/._~%!$&'()*+,;=:]+$/.test(value) && value.length <= 63 && isDnsSubdomain(value.slice(0, value.indexOf('/')));
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);

const dnsLabel = text(isDnsLabel, 'is not a valid name here', 'use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit');
const dns1035Label = text(matches(/^[a-z](?:[-a-z0-9]*[a-z0-9])?$/, 63), 'is not a valid name here', 'use at most 63 lower-case letters, digits and "-", beginning with a letter and ending with a letter or digit');
const dnsSubdomain = text(isDnsSubdomain, 'is not a valid name here', 'use at most 253 lower-case letters, digits, "-" and ".", each part beginning and ending with a letter or digit');
const segment = text(isPathSegment, 'is not a valid name here', 'use any characters but "/" and "%", and not "." or ".."');
const labelKey = text(isLabelKey, 'is not a qualified name', 'use a name of at most 63 letters, digits, "-", "_" and ".", with an optional DNS name and "/" in front');

/** Names of things, and of parts of them. */
export const NAME_FORMS = {
  'dns-label': dnsLabel,
  'dns-label-or-empty': orNothing(dnsLabel),
  'dns-1035-label': dns1035Label,
  'dns-1035-label-or-empty': orNothing(dns1035Label),
  'dns-subdomain': dnsSubdomain,
  'dns-subdomain-or-empty': orNothing(dnsSubdomain),
  // Names that are read as the beginning of a name, too.
  'dns-subdomain-or-dash': { ...dnsSubdomain, is: (value: string) => isDnsSubdomain(value.replace(/[ -~]-$/, 'a')) },
  'path-segment': segment,
  'path-segment-or-empty': orNothing(segment),
  'label-key': labelKey,
  'label-key-or-empty': orNothing(labelKey),
  'label-value': text(isLabelValue, 'is not a valid label value', 'use at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit'),
  'domain-path': text(isDomainPath, 'is not a path behind a domain', 'write it as example.com/name, at most 63 characters'),
  'config-key': text(isConfigKey, 'is not a valid key', 'use at most 253 letters, digits, "-", "_" and ".", and do not begin with ".."'),
  'environment-name': text(matches(/^[ -<>-~]+$/), 'is not a name of an environment variable', 'use printable ASCII characters other than "="'),
  'environment-prefix': text(matches(/^[ -<>-~]*$/), 'is not a prefix of environment variables', 'use printable ASCII characters other than "="'),
  'sysctl-name': text(matches(/^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/, 253), 'is not a name of a kernel parameter', 'write it as net.ipv4.tcp_syncookies'),
  'csi-driver': text(matches(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/i, 63), 'is not a name of a driver', 'use at most 63 letters, digits, "-" and ".", each part beginning and ending with a letter or digit'),
  finalizer: text((value) => isLabelKey(value) && (value.includes('/') || STANDARD_FINALIZERS.has(value)), 'is not a finalizer', 'write it as example.com/name'),
  'annotation-part': text((value) => !value.includes('/') && isLabelKey(value), 'is not a name of an annotation', 'use at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit'),
  'cel-identifier': text((value) => /^[A-Za-z_]\w*$/.test(value) && !RESERVED.has(value), 'is not an identifier', 'use letters, digits and "_", and no word of the expression language'),
  'kind-or-empty': orNothing(text(matches(/^[a-z](?:[-a-z0-9]*[a-z0-9])?$/i, 63), 'is not a kind', 'use at most 63 letters, digits and "-", beginning with a letter')),
} as const satisfies Readonly<Record<string, Form>>;
