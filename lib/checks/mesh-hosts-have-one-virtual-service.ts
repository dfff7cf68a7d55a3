import { virtualServicesOf, type VirtualService } from '../effective/istio/virtual-services';
import { push } from '../manifests/maps';
import { finding, type Check } from './check';

/** In sidecars VirtualServices for one host are not merged: one of them decides, and the others are not looked at. */
export const meshHostsHaveOneVirtualService: Check = {
  code: 'MESH2101',
  title: 'a host has one VirtualService in the mesh',
  severity: 'error',
  equals: ['IST0109', 'KIA1106'],
  docs: `Sidecars do not merge VirtualServices for the same host: the oldest is taken, the rest are ignored without a word, and which one is the oldest differs from cluster to cluster. Put all rules for a host into one VirtualService, or split it with \`delegate\`.
(At gateways fragments are merged; there another check speaks.)

Where one is exported to a namespace by name, or private to it, and the other is public, it is clear who wins: the closer one. Then it is a warning: the public rules do not hold there.`,
  *run({ world }) {
    const byHost = new Map<string, VirtualService[]>();
    for (const vs of virtualServicesOf(world).of('mesh')) for (const host of vs.hosts) {
      push(byHost, host.toLowerCase(), vs);
    }
    for (const [host, all] of byHost) {
      if (all.length < 2) continue;
      for (const vs of all) {
        const others = all.filter((o) => o !== vs && meet(o, vs));
        if (others.length === 0) continue;
        const clear = others.every((o) => o.exportTo.has('*') !== vs.exportTo.has('*'));
        const i = vs.hosts.findIndex((h) => h.toLowerCase() === host);
        yield finding(vs.object, `spec.hosts[${i}]`, clear ? `'${host}' has a public VirtualService and one that hides it in ${[...(vs.exportTo.has('*') ? others[0] : vs).exportTo].join(', ')}` : `'${host}' has ${others.length + 1} VirtualServices in the mesh: the oldest decides, the others are ignored`, {
          severity: clear ? 'warning' : 'error', help: 'put the rules into one VirtualService, or delegate from one to the others', related: others.slice(0, 3).map((o) => ({ ...o.object.place('spec.hosts'), message: 'the other is' })),
        });
      }
    }
  },
};
const meet = (a: VirtualService, b: VirtualService): boolean => a.exportTo.has('*') || b.exportTo.has('*') ? !onlyNobody(a) && !onlyNobody(b) : [...a.exportTo].some((e) => e !== '~' && b.exportTo.has(e));
const onlyNobody = (vs: VirtualService): boolean => vs.exportTo.size === 1 && vs.exportTo.has('~');
