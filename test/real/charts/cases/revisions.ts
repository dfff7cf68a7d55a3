import type { Case } from '../case';

/** Revisions, tags, and behaviour of older minors. */
export const revisions: readonly Case[] = [
  { name: 'a revision', props: { revision: '1-31-1', networkPolicy: true, stableApisOnly: true } },
  { name: 'a revision in another namespace', props: { revision: 'blue', namespace: 'mesh-system' } },
  { name: 'tags', props: { revision: '1-31-1', istiod: { serviceAnnotations: { note: 'service' }, ipFamilyPolicy: 'PreferDualStack' } }, tags: ['prod', 'canary'] },
  { name: 'the tag default', props: { revision: '1-31-1' }, tags: ['default'] },
  { name: 'a tag of the default revision', props: { injection: { everyNamespace: true, webhookAnnotations: { note: 'webhook' } } }, tags: ['stable'] },
  { name: 'two revisions', props: { revision: '1-31-0', image: { tag: '1.31.0' }, injection: { reinvocation: 'IfNeeded' } }, revision: { name: '1-31-1', props: { image: { tag: '1.31.1' }, meshConfig: { accessLogFile: '/dev/stdout' }, istiod: { replicas: 1 } } }, tags: ['prod'] },
  { name: 'a revision beside the default one', props: { injection: { everyNamespace: true } }, revision: { name: 'next', props: { image: { tag: '1.31.1' }, compatibilityVersion: '1.30' } } },
  { name: 'a revision with ambient', props: { revision: 'amb', ambient: true, networkPolicy: true } },
  ...(['1.25', '1.26', '1.27', '1.28', '1.29', '1.30'] as const).map((compatibilityVersion): Case => ({ name: `as ${compatibilityVersion}`, props: { profile: 'upstream', compatibilityVersion, ambient: true } })),
  { name: 'as 1.27, but for one switch', props: { compatibilityVersion: '1.27', istiod: { env: { DISABLE_SHADOW_HOST_SUFFIX: 'true' } } } },
  { name: 'as 1.26, with native sidecars', props: { compatibilityVersion: '1.26', injection: { nativeSidecars: true } } },
];
