import { KIND, namespaceOf } from '../effective';
import { exportsOf } from '../effective/istio/visibility';
import { finding, type Check } from './check';
import { entries, fields, textOf, texts } from './parts/fields';

/** A rule that delegates to nobody is dropped. */
export const delegatesExist: Check = {
  code: 'MESH2062',
  title: 'the VirtualService that a rule delegates to is there, and can be delegated to',
  severity: 'error',
  docs: `\`delegate\` names a VirtualService without \`hosts\`, exported to the namespace of the one that delegates. Where it is missing, has hosts of its own, is hidden, or delegates itself, the rule is dropped, and its requests fall to the next rule or get 404.`,
  *run({ world, closed }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const [route, i] of entries(fields(object.manifest.spec)?.http)) {
      const to = fields(route.delegate), namespace = namespaceOf(object.manifest);
      if (!to || textOf(to.name) === '') continue;
      const owner = textOf(to.namespace) || namespace, name = `${owner}/${textOf(to.name)}`, field = `spec.http[${i}].delegate`;
      const found = world.objects.named(KIND.virtualService, owner, textOf(to.name)), spec = fields(found?.manifest.spec);
      if (!found || !spec) {
        if (closed) yield finding(object, field, `there is no VirtualService '${name}' to delegate to`, { help: 'declare it, without hosts' });
        continue;
      }
      const exported = exportsOf(spec.exportTo, world.settings.config.defaultVirtualServiceExportTo, owner);
      const why = texts(spec.hosts).length > 0 ? 'it has hosts of its own' : !exported.has('*') && !exported.has(namespace) ? `it is not exported to ${namespace}` : entries(spec.http).some(([r]) => fields(r.delegate)) ? 'it delegates itself' : undefined;
      if (why !== undefined) yield finding(object, field, `'${name}' cannot be delegated to: ${why}`, { help: 'a delegate has no hosts, is exported to who delegates, and does not delegate', related: [{ ...found.place(), message: 'the delegate is' }] });
    }
  },
};
