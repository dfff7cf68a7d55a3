import { finding, type Check } from './check';
import { principalUses } from './parts/principals';

/** An identity of a trust domain that the mesh knows nothing of. */
export const principalsAreOfKnownTrustDomains: Check = {
  code: 'MESH2059',
  title: 'identities that authorization speaks of are of the mesh\'s trust domains',
  severity: 'warning',
  equals: ['KIA0108'],
  docs: `The first part of a principal is a trust domain. Identities of this mesh have its own; \`cluster.local\` and the aliases of the mesh config mean the same. One of another trust domain belongs to another mesh, whose certificates this one must be told to accept
(\`caCertificates\` of MeshConfig): if that is so, accept the finding with that reason, or give \`trustDomains: [...]\` as an option of this check.`,
  *run({ world, options }) {
    const listed = Array.isArray(options.trustDomains) ? options.trustDomains.filter((t): t is string => typeof t === 'string') : [];
    const own = new Set([world.settings.trustDomain, ...world.settings.aliases, 'cluster.local', ...listed]);
    for (const p of principalUses(world)) if (p.trustDomain !== undefined && !own.has(p.trustDomain)) {
      yield finding(p.object, p.field, `'${p.trustDomain}' is no trust domain of this mesh`, { help: `it has ${[...own].join(', ')}` });
    }
  },
};
