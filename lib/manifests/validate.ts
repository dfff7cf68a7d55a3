import type { Manifest } from './manifest';
import { webhookViolations } from './rules';
import { schemaViolations } from './schema';
import type { Violation } from './violation';

/**
 * What the cluster would say about one object: the API server by schema and CEL rules, then Istio by the rules of its
 * admission webhook. An object without an `error` is accepted by both. Never throws, whatever the object looks like.
 */
export function validate(manifest: Manifest): readonly Violation[] {
  const schema = schemaViolations(manifest);
  const webhook = webhookViolations(manifest);
  if (schema.length === 0) return webhook;
  if (webhook.length === 0) return schema;
  return [...schema, ...webhook.filter((violation) => !schema.some((known) => covers(known, violation.path)))];
}

/** Whether the schema has already spoken about the field, or cannot read what is around it. */
function covers(known: Violation, path: string): boolean {
  if (!path.startsWith(known.path)) return false;
  if (path.length === known.path.length) return true;
  const next = path[known.path.length];
  return known.source === 'schema' && known.path !== '' && (next === '.' || next === '[');
}
