import * as fs from 'fs';

/** The most memory that a process has had at once; 0: it has ended, or nearly. */
export function peakMiB(pid: number | string): number {
  try { return Number(/VmHWM:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024; } catch { return 0; }
}

/** Its processor time in user and kernel mode, counted in ticks of a hundredth of a second; 0: it has ended. */
export function cpuMs(pid: number | string): number {
  try { const fields = read(pid, 'stat').replace(/^.*\) /s, '').split(' '); return 10 * (Number(fields[11]) + Number(fields[12])); } catch { return 0; }
}

const read = (pid: number | string, file: string): string => fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
