import { readdirSync, readFileSync } from 'node:fs';
import { cpuMs, peakMiB } from '../../../bench/proc';

/** What the processes of one part have taken: the most memory of any of them at once, and the processor time of all. */
export interface Usage { readonly MiB: number; readonly cpuMs: number }
/** The engine, the process that runs the program, its host, the provider. */
export type Part = 'engine' | 'program' | 'host' | 'provider';

/** By what a command line says. */
const PARTS: readonly (readonly [Part, RegExp])[] = [['provider', /pulumi-resource-kubernetes/], ['host', /pulumi-language-nodejs/], ['program', /@pulumi\/pulumi\/cmd\/run/], ['engine', /^(\S*\/)?pulumi\s/]];

/** Watches the processes of Pulumi that have this home, until it is told to stop. */
export function watch(home: string): () => Readonly<Partial<Record<Part, Usage>>> {
  const known = new Map<string, { readonly part: Part; MiB: number; cpuMs: number }>(), others = new Set<string>();
  const timer = setInterval(() => { for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid) && !others.has(pid)) look(pid); }, 100);
  const look = (pid: string): void => {
    try {
      let one = known.get(pid);
      if (!one) {
        const part = read(pid, 'environ').includes(`PULUMI_HOME=${home}\0`) ? PARTS.find(([, pattern]) => pattern.test(read(pid, 'cmdline').replace(/\0/g, ' ')))?.[0] : undefined;
        // A process that has not become what it will be yet is looked at again.
        if (!part) { if (!read(pid, 'cmdline').includes('pulumi')) others.add(pid); return; }
        known.set(pid, (one = { part, MiB: 0, cpuMs: 0 }));
      }
      one.MiB = Math.max(one.MiB, peakMiB(pid));
      one.cpuMs = Math.max(one.cpuMs, cpuMs(pid));
    } catch { /* It has ended. */ }
  };
  return () => {
    clearInterval(timer);
    const out: Partial<Record<Part, Usage>> = {};
    for (const { part, MiB, cpuMs } of known.values()) out[part] = { MiB: Math.max(out[part]?.MiB ?? 0, MiB), cpuMs: (out[part]?.cpuMs ?? 0) + cpuMs };
    return out;
  };
}

const read = (pid: string, file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
