import type { Host, Provenance, Target, Workload } from '../effective';
import type { Step } from './outcome';

/** A step whose text is made when it is read: most of them never are. */
export class LazyStep implements Step {
  private made?: string;
  constructor(readonly at: Step['at'], private readonly make: () => string, readonly from?: Provenance) {}
  get text(): string { return (this.made ??= this.make()); }
  toJSON(): object { return { at: this.at, text: this.text, from: this.from }; }
}

/** `Sidecar bookinfo/productpage`, `Istio's default`; empty where nobody is known. */
export function sourceText(from: Provenance | undefined): string {
  if (!from) return '';
  if (from.object) return `${from.object.kind} ${from.object.namespace ? `${from.object.namespace}/` : ''}${from.object.name}`;
  return from.default !== undefined ? `${from.default}'s default` : from.path ?? '';
}
/** ` (Sidecar bookinfo/productpage)`. */
export const by = (from: Provenance | undefined): string => { const text = sourceText(from); return text === '' ? '' : ` (${text})`; };

/** A host as people of a namespace call it: `reviews`, `reviews.shop`. */
export function hostText(name: string, namespace?: string): string {
  const [short, space, svc] = name.split('.');
  if (svc !== 'svc') return name;
  return space === namespace ? short : `${short}.${space}`;
}
/** `reviews v2`, with the port where it says something. */
export const targetText = (t: Target, namespace?: string): string => `${hostText(t.host, namespace)}${t.subset === undefined ? '' : ` ${t.subset}`}`;

/** `a`, `a and b`, `a, b and 3 more`. */
export function listText(names: readonly string[], most = 6): string {
  if (names.length === 0) return 'nothing';
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
export const hostNames = (hosts: readonly Host[], namespace: string): string[] => [...new Set(hosts.map((h) => hostText(h.name, namespace)))];
export const workloadText = (w: Workload, namespace?: string): string => (w.namespace === namespace ? w.name : w.id);
export const percent = (share: number): string => `${Math.round(share * 100) / 100} %`;
export const millis = (ms: number): string => (ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${Math.round(ms * 10) / 10} ms`);
