import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';
import { byteLength } from '../syntax/bytes';
import { lenientUrlProblem } from '../syntax/url';

const LONGEST_SECRET = 253;
const LONGEST_NAME = 256;

/** A Wasm module and how it runs. */
export function wasmRule(wasm: Fields, f: Findings): void {
  const url = text(wasm.url);
  if (url === '') f.error('url', 'the URL of the module is missing', 'name an OCI image, as oci://registry.example.com/acme/filter:1.0, or a file or HTTP URL');
  else f.check('url', lenientUrlProblem(url));
  const hash = text(wasm.sha256);
  if (hash !== '' && !/^[a-f0-9]{64}$/.test(hash)) f.error('sha256', 'the hash is not a SHA-256', 'write its 64 hexadecimal digits in lower case');
  if (byteLength(text(wasm.imagePullSecret)) > LONGEST_SECRET) f.error('imagePullSecret', `the name is longer than ${LONGEST_SECRET} characters`, 'name a Secret of this namespace');
  if (byteLength(text(wasm.pluginName)) > LONGEST_NAME) f.error('pluginName', `the name is longer than ${LONGEST_NAME} characters`, 'shorten it');
  const variables = list(fields(wasm.vmConfig)?.env);
  f.enter('vmConfig');
  for (let i = 0; i < variables.length; i++) {
    const variable = fields(variables[i]);
    if (variable === undefined) continue;
    const name = text(variable.name);
    f.enter('env', i);
    if (name === '') f.error('name', 'the variable has no name', 'name it');
    else if (byteLength(name) > LONGEST_NAME) f.error('name', `the name is longer than ${LONGEST_NAME} characters`, 'shorten it');
    for (let j = 0; j < i; j++) {
      if (text(fields(variables[j])?.name) !== name) continue;
      f.error('name', `variable ${JSON.stringify(name)} is set twice`, 'keep one');
      break;
    }
    if (variable.valueFrom === 'HOST' && text(variable.value) !== '') f.error('value', 'a variable that comes from the host has no value here', 'remove value, or use valueFrom: INLINE');
    f.leave();
  }
  f.leave();
}

/** Which traffic an extension takes part in. */
export function trafficMatchRule(value: unknown, f: Findings): void {
  const selectors = list(value);
  for (let i = 0; i < selectors.length; i++) {
    const ports = list(fields(selectors[i])?.ports);
    f.enter('match', i);
    for (let j = 0; j < ports.length; j++) {
      const port = number(fields(ports[j])?.number);
      if (port < 1 || port > 65535) f.error('ports', `port ${port} is out of range`, 'use a number from 1 to 65535', j);
    }
    f.leave();
  }
}
