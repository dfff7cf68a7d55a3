import { webhookViolations } from '../../../lib/manifests/rules';
import type { Manifest } from '../../../lib/manifests/manifest';

type Spec = Readonly<Record<string, unknown>>;
export type Expected = readonly [path: string, message: RegExp | string, level?: 'warning'];
interface Meta { readonly name?: string; readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> }

/** Makes objects of one kind in namespace `shop`. */
export function objectsOf(type: string): (spec: Spec, meta?: Meta) => Manifest {
  const [apiVersion, kind] = type.split(/\/(?=[A-Z])/) as [string, string];
  return (spec, meta = {}) => ({ apiVersion, kind, metadata: { name: 'one', namespace: 'shop', ...meta }, spec });
}

/** One test for all objects that are well, and one for each that is not: it has exactly one violation, at the path and with the message. */
export function rulesTable(good: readonly Manifest[], bad: readonly (readonly [Manifest, ...Expected])[]): void {
  it('accepts', () => {
    expect(good.flatMap((manifest) => webhookViolations(manifest))).toEqual([]);
  });
  it.each(bad.map(([manifest, path, message, level]) => [path, String(message), manifest, message, level] as const))('%s: %s', (path, _, manifest, message, level) => {
    const found = webhookViolations(manifest);
    expect(found.map((one) => one.path)).toEqual([path]);
    expect(found[0]!.message).toMatch(message);
    expect(found[0]!.level).toBe(level ?? 'error');
    expect(found[0]!.help).toBeTruthy();
  });
}
