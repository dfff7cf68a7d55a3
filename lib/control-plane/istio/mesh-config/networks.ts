import { fields, isSet, list, text, type Fields } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { isAddress, subnetProblem } from '../../../manifests/rules/syntax/address';
import { hostProblem } from '../../../manifests/rules/syntax/host';
import { dnsLabelProblem } from '../../../manifests/rules/syntax/label';

/** Networks of a mesh, and the gateways between them. */
export function networksRule(config: Fields, f: Findings): void {
  for (const [name, value] of Object.entries(fields(config.networks) ?? {})) {
    f.enter('networks');
    f.enter(name);
    networkRule(fields(value) ?? {}, f);
    f.leave();
    f.leave();
  }
}

function networkRule(network: Fields, f: Findings): void {
  list(network.endpoints).forEach((value, i) => {
    const endpoints = fields(value);
    f.enter('endpoints', i);
    if (isSet(endpoints?.fromCidr)) f.check('fromCidr', subnetProblem(text(endpoints!.fromCidr)));
    if (isSet(endpoints?.fromRegistry)) f.check('fromRegistry', dnsLabelProblem('the registry\'s name', text(endpoints!.fromRegistry)));
    f.leave();
  });
  list(network.gateways).forEach((value, i) => {
    const gateway = fields(value);
    f.enter('gateways', i);
    if (isSet(gateway?.registryServiceName)) f.check('registryServiceName', hostProblem(text(gateway!.registryServiceName)));
    const address = text(gateway?.address);
    if (isSet(gateway?.address) && !isAddress(address)) f.check('address', hostProblem(address));
    f.leave();
  });
}
