import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, textOf } from './parts/fields';

/** `/foo` as a prefix takes `/foobar` as well. */
export const prefixesEndAtASegment: Check = {
  code: 'MESH2107',
  title: 'a path prefix ends where a segment ends',
  severity: 'warning',
  profile: 'strict',
  docs: `In a VirtualService a prefix is text: \`/foo\` takes \`/foobar\` too. In the Gateway API, and in most people's minds, it is segments. Write \`/foo/\` beside \`exact: /foo\`, so that a rule means the same wherever it is moved.`,
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const [route, i] of entries(fields(object.manifest.spec)?.http)) for (const [match, m] of entries(route.match)) {
      const prefix = textOf(fields(match.uri)?.prefix);
      if (prefix === '' || prefix.endsWith('/')) continue;
      yield finding(object, `spec.http[${i}].match[${m}].uri.prefix`, `prefix '${prefix}' takes '${prefix}x' as well`, { help: `write two matches: exact: ${prefix} and prefix: ${prefix}/` });
    }
  },
};
