import { fields, isSet, list, text, type Fields } from './fields';
import type { Findings, Problem } from './findings';
import { attributeOf, ipBlockProblem, portTextProblem, SERVICE_ACCOUNT_LIMIT, serviceAccountProblem, trustDomainProblem } from './syntax/condition';
import { pathTemplateProblem } from './syntax/path-template';
import { attachmentRule } from './syntax/selector';

interface Criterion {
  /** Name of the field that compares; `not…` is its negation. */
  readonly field: string;
  readonly value?: (value: string) => Problem | undefined;
  readonly limit?: number;
  /** Judged on plain TCP connections too; the others are known for HTTP requests only. */
  readonly tcp?: boolean;
  /** Not evaluated when an external authorizer is asked. */
  readonly notCustom?: boolean;
}

/** Every criterion and its negation, by field. */
function withNegations(criteria: readonly Criterion[]): ReadonlyMap<string, Criterion> {
  return new Map(criteria.flatMap((one) => [[one.field, one], [`not${one.field[0]!.toUpperCase()}${one.field.slice(1)}`, one]] as const));
}

const SOURCE = withNegations([
  { field: 'principals', tcp: true, notCustom: true },
  { field: 'requestPrincipals', notCustom: true },
  { field: 'namespaces', tcp: true, notCustom: true },
  { field: 'serviceAccounts', value: serviceAccountProblem, limit: SERVICE_ACCOUNT_LIMIT, tcp: true, notCustom: true },
  { field: 'trustDomains', value: trustDomainProblem, notCustom: true },
  { field: 'ipBlocks', value: ipBlockProblem, tcp: true },
  { field: 'remoteIpBlocks', value: ipBlockProblem, tcp: true },
]);
const OPERATION = withNegations([
  { field: 'hosts' },
  { field: 'ports', value: portTextProblem, tcp: true },
  { field: 'methods' },
  { field: 'paths', value: pathTemplateProblem },
]);
/** The two sides of a rule: who asks, and what for. */
interface Side { readonly field: 'from' | 'to'; readonly part: 'source' | 'operation'; readonly criteria: ReadonlyMap<string, Criterion> }
const FROM: Side = { field: 'from', part: 'source', criteria: SOURCE };
const TO: Side = { field: 'to', part: 'operation', criteria: OPERATION };
const IDENTITY_FIELDS = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'] as const;
const PROVIDER_HELP = 'write provider: { name: NAME } with a name from extensionProviders of the mesh config';

export function authorizationPolicyRules(spec: Fields, f: Findings): void {
  const action = text(spec.action) || 'ALLOW';
  const custom = action === 'CUSTOM';
  const rules = list(spec.rules);
  attachmentRule(spec, f);
  if ((custom || action === 'DENY') && rules.length === 0) {
    f.error('rules', `a policy with action ${action} and without rules never applies`, 'add rules; the empty rule {} stands for every request');
  }
  if (!custom && isSet(spec.provider)) f.error('provider', `action ${action} asks no provider`, 'use action CUSTOM, or remove provider');
  if (custom && rules.length > 0 && text(fields(spec.provider)?.name) === '') f.error('provider', 'the authorizer to ask is missing', PROVIDER_HELP);
  for (let i = 0; i < rules.length; i++) {
    const rule = fields(rules[i]);
    if (rule === undefined) continue;
    f.enter('rules', i);
    const from = sideRule(rule, FROM, custom, f);
    const to = sideRule(rule, TO, custom, f);
    if (action === 'DENY' && ((from === 'http' && to === 'none') || to === 'http')) {
      f.warn('', 'the rule denies by HTTP attributes only, so it denies every connection to TCP ports', 'limit the rule with to.operation.ports to the HTTP ports');
    }
    conditionsRule(list(rule.when), custom, f);
    f.leave();
  }
}

/** One side of a rule; says whether it exists and holds for TCP too. */
function sideRule(rule: Fields, { field, part, criteria }: Side, custom: boolean, f: Findings): 'none' | 'http' | 'tcp' {
  const entries = list(rule[field]);
  let kind: 'none' | 'http' | 'tcp' = 'none';
  for (let i = 0; i < entries.length; i++) {
    const body = fields(fields(entries[i])?.[part]);
    f.enter(field, i);
    if (body === undefined) {
      f.error(part, `${part} is missing`, `write ${part}: { … }, or remove ${field} to match all`);
    } else {
      f.enter(part);
      if (criteriaRule(body, part, criteria, custom, f)) kind = 'tcp';
      else if (kind === 'none') kind = 'http';
      f.leave();
    }
    f.leave();
  }
  return kind;
}

function criteriaRule(body: Fields, part: string, criteria: ReadonlyMap<string, Criterion>, custom: boolean, f: Findings): boolean {
  let any = false;
  let tcp = false;
  for (const field in body) {
    const criterion = criteria.get(field);
    const values = list(body[field]);
    if (criterion === undefined || values.length === 0) continue;
    any = true;
    tcp ||= criterion.tcp === true;
    if (custom && criterion.notCustom) f.error(field, `${field} is not supported with action CUSTOM`, 'let the authorizer decide by it, or add a policy with action DENY');
    valuesRule(field, values, criterion, f);
  }
  if (!any) f.error('', `${part} is empty`, `name what has to match, or remove ${part === 'source' ? 'from' : 'to'} to match all`);
  if (part === 'source' && (list(body.serviceAccounts).length > 0 || list(body.notServiceAccounts).length > 0)) {
    for (const field of IDENTITY_FIELDS) {
      if (list(body[field]).length > 0) f.error(field, `${field} cannot stand beside service accounts`, 'use a source of its own for each');
    }
  }
  return tcp;
}

function valuesRule(field: string, values: readonly unknown[], criterion: Pick<Criterion, 'value' | 'limit'>, f: Findings): void {
  if (criterion.limit !== undefined && values.length > criterion.limit) {
    f.error(field, `${values.length} values are given, at most ${criterion.limit} are allowed`, 'split them into several sources or rules');
  }
  for (let i = 0; i < values.length; i++) {
    const value = text(values[i]);
    if (value === '') f.error(field, 'a value is empty', 'remove it; * stands for any value', i);
    else if (criterion.value !== undefined) f.check(field, criterion.value(value), i);
  }
}

function conditionsRule(conditions: readonly unknown[], custom: boolean, f: Findings): void {
  for (let i = 0; i < conditions.length; i++) {
    const condition = fields(conditions[i]);
    const key = text(condition?.key);
    f.enter('when', i);
    if (key === '') {
      f.error('key', 'the condition has no key', 'name the attribute, as request.headers[X-Team]');
    } else {
      const values = list(condition!.values);
      const notValues = list(condition!.notValues);
      if (values.length + notValues.length === 0) f.error('values', `condition ${key} names no value`, 'set values or notValues; * matches any value');
      const attribute = attributeOf(key);
      if ('message' in attribute) {
        if (values.length + notValues.length > 0) f.check('key', attribute);
      } else {
        if (custom && attribute.notCustom) f.error('key', `condition ${key} is not supported with action CUSTOM`, 'let the authorizer decide by it, or add a policy with action DENY');
        valuesRule('values', values, attribute, f);
        valuesRule('notValues', notValues, attribute, f);
      }
    }
    f.leave();
  }
}
