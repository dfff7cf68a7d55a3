import type { Diagnostic, ObjectRef } from '../diagnostics';
import type { Objects, SourceObject } from '../effective';
import { push } from '../manifests/maps';

/** A finding that is accepted. */
export interface Accepted {
  readonly code: string;
  /** `VirtualService shop/reviews`, `Namespace shop`. @default - every object */
  readonly object?: string;
  readonly reason: string;
}
export interface Suppressed { readonly diagnostic: Diagnostic; readonly reason: string; readonly by: 'annotation' | 'configuration' }

/** `MESH2101: why it is right; MESH2203: why`. */
export const IGNORE_ANNOTATION = 'mesh.cdk8s.io/ignore';
/** Of other tools, which ask for no reason: comma-separated codes of theirs; all of them where it says so. */
const FOREIGN = [
  { annotation: 'galley.istio.io/analyze-suppress', codes: /^IST\d{4}$/, all: '*', tool: 'istioctl' },
  { annotation: 'kiali.io/ignore-validations', codes: /^KIA\d{4}$/, all: '', tool: 'Kiali' },
] as const;

interface OnObject { readonly object: SourceObject; readonly code: string; readonly reason: string; used: boolean }
interface Configured extends Accepted { used: boolean }

/** All that is accepted in an input, and whether anything needed it. */
export class Suppressions {
  private readonly onObjects = new Map<string, OnObject[]>();
  private readonly foreign = new Map<string, (code: string) => string | undefined>();
  private readonly configured = new Map<string, Configured[]>();
  private readonly unreadable: { readonly object: SourceObject; readonly part: string }[] = [];

  constructor(objects: Objects, accepted: readonly Accepted[]) {
    for (const object of objects.all) {
      const annotations = object.manifest.metadata.annotations;
      if (annotations) this.read(object, annotations);
    }
    for (const one of accepted) push(this.configured, one.code, { ...one, used: false });
  }

  private read(object: SourceObject, annotations: Readonly<Record<string, unknown>>): void {
    const own = annotations[IGNORE_ANNOTATION];
    if (typeof own === 'string') for (const part of own.split(/[;\n]/).map((p) => p.trim()).filter((p) => p !== '')) {
      const [, code, reason] = /^([A-Za-z][\w-]*)\s*:\s*(\S.*)$/.exec(part) ?? [];
      if (code === undefined) this.unreadable.push({ object, part }); else push(this.onObjects, keyOf(object), { object, code, reason, used: false });
    }
    for (const { annotation, codes, all, tool } of FOREIGN) {
      const text = annotations[annotation];
      if (typeof text !== 'string') continue;
      const listed = text.split(',').map((c) => c.trim());
      const before = this.foreign.get(keyOf(object));
      this.foreign.set(keyOf(object), (code) => (codes.test(code) && (listed.includes(all) || listed.includes(code)) ? `${annotation} accepts ${code} of ${tool}` : before?.(code)));
    }
  }

  /** What accepts a finding, if something does. */
  take(found: Diagnostic): Omit<Suppressed, 'diagnostic'> | undefined {
    const key = found.object && refKey(found.object);
    const own = key === undefined ? undefined : this.onObjects.get(key)?.find((s) => s.code === found.code);
    if (own) { own.used = true; return { reason: own.reason, by: 'annotation' }; }
    const foreign = key === undefined ? undefined : this.foreign.get(key);
    if (foreign && found.equals) {
      // All that it equals must be accepted: a finding that says more than the other tool's stays.
      const reasons = found.equals.map(foreign), byTool = FOREIGN.some(({ codes }) => { const of = found.equals!.filter((c) => codes.test(c)); return of.length > 0 && of.every((c) => foreign(c) !== undefined); });
      const reason = reasons.find((r) => r !== undefined);
      if (byTool && reason !== undefined) return { reason, by: 'annotation' };
    }
    const configured = this.configured.get(found.code)?.find((c) => c.object === undefined || c.object === textOf(found.object));
    if (configured) { configured.used = true; return { reason: configured.reason, by: 'configuration' }; }
    return undefined;
  }

  /** What is wrong with the acceptances themselves: without reason, without use. `known`: codes that exist; `ran`: of checks that ran. */
  *findings(known: ReadonlySet<string>, ran: ReadonlySet<string>): Iterable<Diagnostic> {
    for (const { object, part } of this.unreadable) {
      yield { ...object.place(FIELD), code: 'MESH2901', severity: 'error', message: `'${part}' in ${IGNORE_ANNOTATION} has no reason`, help: `write a code and why the finding is right as it is: '${/^[\w-]+/.exec(part)?.[0] ?? 'CODE'}: replaced by the edge proxy'; several are separated by ;` };
    }
    for (const list of this.onObjects.values()) for (const { object, code, used } of list) {
      const idle = idleReason(code, used, known, ran);
      if (idle !== undefined) yield { ...object.place(FIELD), code: 'MESH2902', severity: 'info', message: `${IGNORE_ANNOTATION} accepts ${code}, ${idle}`, help: 'remove it' };
    }
    for (const list of this.configured.values()) for (const { code, object, used } of list) {
      const idle = idleReason(code, used, known, ran);
      if (idle !== undefined) yield { code: 'MESH2902', severity: 'info', message: `the configuration accepts ${code}${object === undefined ? '' : ` of ${object}`}, ${idle}`, help: 'remove it from ignore' };
    }
  }
}
const FIELD = `metadata.annotations["${IGNORE_ANNOTATION}"]`;

const OURS = /^MESH\d/;
function idleReason(code: string, used: boolean, known: ReadonlySet<string>, ran: ReadonlySet<string>): string | undefined {
  if (used) return undefined;
  // Codes of checks that are not here are somebody's who runs them elsewhere; ours are all here, or none is.
  if (!known.has(code)) return OURS.test(code) && [...known].some((c) => OURS.test(c)) ? 'which no check has' : undefined;
  return ran.has(code) ? 'which is not found there' : undefined;
}

const refKey = (o: ObjectRef): string => `${o.kind} ${o.namespace ?? ''}/${o.name}`;
const keyOf = ({ manifest }: SourceObject): string => refKey({ kind: manifest.kind, namespace: manifest.metadata.namespace, name: manifest.metadata.name });
const textOf = (o: ObjectRef | undefined): string | undefined => o && `${o.kind} ${o.namespace ? `${o.namespace}/` : ''}${o.name}`;
