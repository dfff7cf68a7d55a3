import type { Synthesized } from './accept';
import type { ProxyView } from './envoy';

type Expectation = (proxies: readonly ProxyView[]) => string[];

/** What single programs promise beyond the general comparison, by program. */
const byProgram: Readonly<Record<string, Readonly<Record<string, Expectation>>>> = {};

export function expectations(mesh: Synthesized, proxies: readonly ProxyView[]): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(byProgram[mesh.name] ?? {}).map(([what, expect]) => [what, expect(proxies)] as const);
}
