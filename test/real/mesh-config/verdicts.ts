import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshConfigViolations, meshNetworksViolations, proxyConfigViolations } from '../../../lib/control-plane/istio/mesh-config/validate';
import type { Violation } from '../../../lib/manifests/violation';
import type { MeshConfigVerdict } from '../oracle';
import { type MeshConfigCase, meshConfigCases } from './cases';

const FILE = join(__dirname, '../../control-plane/generated/mesh-config-verdicts.json');
const JUDGES = { MeshConfig: meshConfigViolations, ProxyConfig: proxyConfigViolations, MeshNetworks: meshNetworksViolations } as const;

/** What Istio's code said of the cases that are written by hand: of each `.` taken, `w` taken with a warning, `x` not taken, `m` taken where we mean to differ. */
export interface RecordedVerdicts { readonly sha256: string; readonly verdicts: string }

export const ourViolations = ({ kind, value }: MeshConfigCase): readonly Violation[] => JUDGES[kind](value);

/** Fields that Istio drops and providers that it only logs count as refused: they do not do what was asked for. */
export function verdictOf({ unknown, errors, providers, warnings }: MeshConfigVerdict): '.' | 'w' | 'x' {
  return (unknown ?? errors ?? providers) !== undefined ? 'x' : warnings !== undefined ? 'w' : '.';
}
export function ourVerdict(violations: readonly Violation[]): '.' | 'w' | 'x' {
  return violations.some(({ level }) => level === 'error') ? 'x' : violations.length > 0 ? 'w' : '.';
}

export const caseDigest = (): string => createHash('sha256').update(JSON.stringify(meshConfigCases)).digest('hex');
export const recordedVerdicts = (): RecordedVerdicts => JSON.parse(readFileSync(FILE, 'utf8')) as RecordedVerdicts;
export const recordVerdicts = (verdicts: string): void => { writeFileSync(FILE, `${JSON.stringify({ sha256: caseDigest(), verdicts }, null, 1)}\n`); };
