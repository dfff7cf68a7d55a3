import { sourceLine } from '../diagnostics';
import type { Outcome, RequestInput, Step } from './outcome';
import { millis, percent, targetText } from './words';

export interface RenderOptions {
  /** The request, for a first line that says what was asked, and what became of it. @default - no such line */
  readonly input?: RequestInput;
  /** For a terminal. @default false */
  readonly colour?: boolean;
  /** A line below the first. @default - none */
  readonly note?: string;
  /** What to do about it. @default - what the outcome itself suggests, if anything */
  readonly help?: string;
  /** Longest text before the places; longer ones push theirs to the right. @default 96 */
  readonly width?: number;
}

/** `request from bookinfo/productpage: GET http://ratings:9080/ratings/1`. */
export function requestText(input: RequestInput): string {
  const from = typeof input.from === 'string' ? input.from : 'outside';
  const method = input.method ?? (input.to.startsWith('grpc') ? 'POST' : 'GET');
  const headers = Object.entries(input.headers ?? {}).map(([k, v]) => `${k}: ${v}`);
  return `request from ${from}: ${/^(tcp|tls):/.test(input.to) ? '' : `${method} `}${input.to}${headers.length > 0 ? ` (${headers.join(', ')})` : ''}`;
}

/** What became of a request, in one line: `denied by access (403)`. */
export function outcomeText(o: Outcome): string {
  const status = o.status === undefined ? '' : ` (${o.status})`;
  switch (o.kind) {
    case 'delivered': return `delivered to ${o.deliveries.map((d) => `${o.deliveries.length > 1 ? `${percent(d.share)} ` : ''}${targetText(d.target)}`).join(', ')}`;
    case 'answered': return `answered by the proxy${status}`;
    case 'redirected': return `redirected to ${o.location}${status}`;
    case 'denied': return o.refusedBy ? `refused by ${o.refusedBy}${status}` : `refused${status}`;
    case 'no route': return `without a route${status}`;
    case 'unreachable': return `unreachable${status}`;
    case 'tls failure': return `refused by tls${status}`;
    case 'timeout': return `too late: it times out${status}`;
    case 'mixed': return `mixed: ${o.ends.map((e) => `${percent(e.share)} ${e.kind}${e.status === undefined ? '' : ` (${e.status})`}`).join(', ')}`;
    case 'unknown': return `not known: ${o.unknown.join('; ')}`;
  }
}

/** The trace as people read it: numbered steps, where each was decided at the right, what would refuse it further on, what to do. */
export function renderOutcome(outcome: Outcome, options: RenderOptions = {}): string {
  const good = outcome.kind === 'delivered' || outcome.kind === 'answered' || outcome.kind === 'redirected';
  const lines = [
    ...(options.input ? [requestText(options.input), `  ${paint(outcomeText(outcome), good ? 32 : outcome.kind === 'unknown' || outcome.kind === 'mixed' ? 33 : 31, options)}`] : []),
    ...(options.note === undefined ? [] : [`  ${options.note}`]), ...traceLines(outcome.trace, 1, '  ', options),
  ];
  if (outcome.ends.length > 1) for (const e of outcome.ends) {
    lines.push(`  ${percent(e.share)}: ${e.kind}${e.status === undefined ? '' : ` (${e.status})`}`, ...traceLines(e.trace, outcome.trace.length + 1, '    ', options));
  }
  for (const step of outcome.beyond) lines.push(`  and beyond: ${step.text}${at(step, '  ')}`);
  const timing = timingText(outcome);
  if (timing !== '') lines.push(`  ${timing}`);
  if (outcome.kind !== 'unknown') for (const what of outcome.unknown) lines.push(`  not known: ${what}`);
  if (options.help !== undefined) lines.push(`  help: ${options.help}`);
  return lines.join('\n');
}

/** Attempts and times, where there is something to say. */
export function timingText(o: Outcome): string {
  const parts: string[] = [];
  if (o.attempts > 1) parts.push(`tried ${o.attempts} times at most`);
  if (o.timeout > 0) parts.push(`timeout ${millis(o.timeout)}`);
  if (o.worstCase !== undefined) parts.push(`answered after ${millis(o.worstCase)} at the latest`);
  return parts.join(', ');
}

function traceLines(steps: readonly Step[], first: number, indent: string, options: RenderOptions): string[] {
  const { width = 96 } = options;
  const texts = steps.map((s) => s.text), kinds = Math.max(0, ...steps.map((s) => s.at.length)), widest = Math.min(width, Math.max(0, ...texts.map((t) => t.length)));
  const digits = String(first + steps.length - 1).length;
  return steps.map((step, i) => {
    const place = at(step, '');
    const line = `${indent}${String(first + i).padStart(digits)} ${step.at.padEnd(kinds)}  ${texts[i]}`;
    return place === '' ? line : `${line}${' '.repeat(Math.max(2, widest - texts[i].length + 2))}${paint(place, 2, options)}`;
  });
}
const paint = (text: string, code: number, { colour }: RenderOptions): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
/** `bookinfo.ts:22`; nothing where no line is known: the text names the object. */
function at(step: Step, before: string): string {
  const line = step.from && sourceLine(step.from.source);
  return line ? `${before}${line.file}:${line.line}` : '';
}
