import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

/** What a case prints, as its last line. */
export interface Sample {
  /** Milliseconds of what is measured, in the process. */
  readonly ms: number;
  /** Processor time of it, all threads: what a busy machine distorts less. */
  readonly cpuMs: number;
  /** Processor time of the whole process, start included. */
  readonly processCpuMs: number;
  readonly maxRssMiB: number;
  readonly bytes?: number;
  readonly md5?: string;
  /** Median of later runs in the same process, where the case has them. */
  readonly warmMs?: number;
  /** Milliseconds by stage, where the case knows them. */
  readonly stages?: Readonly<Record<string, number>>;
  /** Whatever else a case tells, by name and unit. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** Cases run as JavaScript, from a copy of this folder two levels below the root's cache. */
const root = path.resolve(__dirname, '../../..');

/** A room of the one shipped build. */
export function shipped<T>(room: string): T {
  return require(path.join(root, 'dist-lib', room)) as T;
}

/** Runs what is measured and prints the sample. `file`: what it wrote, whose bytes are hashed afterwards. */
export function measure(run: () => Partial<Sample> | void, file?: string): void {
  const cpu = process.cpuUsage(), start = process.hrtime.bigint();
  const more = run() ?? {};
  const ms = Number(process.hrtime.bigint() - start) / 1e6, used = process.cpuUsage(cpu);
  const total = process.cpuUsage();
  const maxRssMiB = process.resourceUsage().maxRSS / 1024;
  const written = file === undefined ? {} : hashed(file);
  const sample: Sample = { ms, cpuMs: (used.user + used.system) / 1000, processCpuMs: (total.user + total.system) / 1000, maxRssMiB, ...written, ...more };
  fs.writeSync(1, JSON.stringify(sample) + '\n');
}

function hashed(file: string): { bytes: number; md5: string } {
  const bytes = fs.readFileSync(file);
  return { bytes: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
}

/** First run, then the median of `rounds` more. */
export function repeated(run: () => void, rounds = 5): { ms: number; warmMs: number } {
  const times: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const start = process.hrtime.bigint();
    run();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return { ms: times[0], warmMs: median(times.slice(1)) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
