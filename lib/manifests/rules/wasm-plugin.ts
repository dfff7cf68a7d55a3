import type { Fields } from './fields';
import type { Findings } from './findings';
import { trafficMatchRule, wasmRule } from './parts/wasm';
import { attachmentRule } from './syntax/selector';

export function wasmPluginRules(spec: Fields, f: Findings): void {
  attachmentRule(spec, f);
  wasmRule(spec, f);
  trafficMatchRule(spec.match, f);
}
