import { fields, text, type Fields } from './fields';
import type { Findings } from './findings';
import { trafficMatchRule, wasmRule } from './parts/wasm';
import { byteLength } from './syntax/bytes';
import { attachmentRule } from './syntax/selector';

const LONGEST_SCRIPT = 65536;

export function trafficExtensionRules(spec: Fields, f: Findings): void {
  const wasm = fields(spec.wasm);
  const lua = fields(spec.lua);
  attachmentRule(spec, f);
  if ((wasm === undefined) === (lua === undefined)) f.error('', wasm === undefined ? 'neither wasm nor lua is set' : 'wasm and lua are both set', 'set one of the two');
  if (wasm !== undefined) {
    f.enter('wasm');
    wasmRule(wasm, f);
    f.leave();
  }
  if (lua !== undefined) {
    const size = byteLength(text(lua.inlineCode));
    f.enter('lua');
    if (size === 0) f.error('inlineCode', 'the script is missing', 'write the Lua code');
    else if (size > LONGEST_SCRIPT) f.error('inlineCode', `the script has ${size} bytes, at most ${LONGEST_SCRIPT} are allowed`, 'shorten it, or build a Wasm module');
    f.leave();
  }
  trafficMatchRule(spec.match, f);
}
