import fc from 'fast-check';
import type { Case } from '../case';
import { controlPlaneProps, revisionProps } from './control-plane';
import { gatewayProps } from './gateway';
import { of } from './parts';

const declared = fc.record({
  props: controlPlaneProps,
  revision: fc.option(fc.record({ name: fc.constant('second'), props: revisionProps }), { nil: undefined, freq: 3 }),
  tags: of<string[]>([], [], ['prod'], ['default', 'canary']),
  ingress: fc.option(gatewayProps, { nil: undefined }),
});

/** Control planes by chance, the same for the same seed. */
export const generatedCases = (seed: number, count: number): readonly Case[] => fc.sample(declared, { seed, numRuns: count }).map(({ props, revision, tags, ingress }, i): Case => ({
  name: `generated ${i} of seed ${seed}`, revision: props.remote ? undefined : revision,
  // What a second revision brings may be anything, and the namespace is labelled before it is known.
  props: revision?.props.istiod?.volumes?.length || revision?.props.istiod?.initContainers?.length ? { ...props, restricted: false } : props,
  // `default` beside the default revision would be the same webhook twice.
  tags: props.revision === undefined ? tags.filter((tag) => tag !== 'default') : tags,
  gateways: ingress === undefined ? {} : { ingress: { ...ingress, ...(tags.includes('prod') && { rev: 'prod' }) } },
}));
