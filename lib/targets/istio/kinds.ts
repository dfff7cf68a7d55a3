import { deployment } from './deployment';
import { destinationRule } from './destination-rule';
import type { Kind } from './kind';
import { namespace } from './namespace';
import { service } from './service';
import { serviceAccount } from './service-account';
import { virtualService } from './virtual-service';

/** Every kind, in the order in which its objects can be applied: what is referred to comes first, what restricts comes after what allows. */
export const kinds: readonly Kind[] = [
  namespace,
  serviceAccount,
  service,
  destinationRule,
  virtualService,
  deployment,
];
