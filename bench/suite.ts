import type { Sample } from './measure';

/** One thing to measure: a script of `bench/cases/`, run in a fresh process. */
export interface Case {
  readonly name: string;
  /** File of `bench/cases/` without its extension. Or `command`, for a program that is not ours. */
  readonly script?: string;
  readonly command?: (context: Context) => readonly string[] | undefined;
  /** Exit code of a program that found what it looks for. */
  readonly findings?: number;
  /** Arguments; the output file comes last if `output` is set. */
  readonly args?: (context: Context) => readonly string[];
  /** Its output file is kept for comparing; cases with the same `sameBytesAs` must have written the same. */
  readonly output?: boolean;
  readonly sameBytesAs?: string;
  /** Run in this many rounds at most: for what takes long. */
  readonly rounds?: number;
}

/** A quotient of two cases, taken in every round, of which the median counts. */
export interface Ratio {
  readonly title: string;
  readonly over: string;
  readonly under: string;
  /** `ms` in the process, `wall` of the whole process, processor time of what is measured or of the process, memory, or the later runs in one process. */
  readonly of: 'ms' | 'wallMs' | 'cpuMs' | 'processCpuMs' | 'maxRssMiB' | 'warmMs';
  /** What the project wants of it. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

/** Cases that belong together: run alternately, so that what disturbs one disturbs all. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  readonly cases: readonly Case[];
  readonly ratios: readonly Ratio[];
  /** Services that its context has where a run has so many; default: as many. */
  readonly services?: (services: number) => number;
  /** Makes what its cases need, once. Says why when it cannot: the suite is then skipped, loudly. */
  readonly prepare?: (context: Context) => string | void;
}

export interface Context {
  readonly services: number;
  /** A folder for this run. */
  readonly folder: string;
  readonly root: string;
  /** Whether suites may build and start what is real: clusters, Pulumi. */
  readonly real: boolean;
}

/** A sample of the whole process. */
export interface Run extends Sample { readonly wallMs: number }
