import { authorizationRulesAddSomething } from '../../../lib/checks/authorization-rules-add-something';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const policy = (first: string, mark = '') => allow('web', `rules:\n- to: [{ operation: { methods: [GET], paths: ['${first}'] } }]\n-${mark}\n  to: [{ operation: { methods: [GET], paths: [/items/1] } }]`);

export const spec: CheckSpec = {
  check: authorizationRulesAddSomething,
  bad: documents(deployment('web'), policy('/items/*', ' # <-')),
  good: documents(deployment('web'), policy('/carts/*')),
};
