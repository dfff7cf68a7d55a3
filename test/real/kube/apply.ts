import type { Api, KubeObject, Resource } from './api';

export interface ApplyOptions {
  /** Who applies, as server-side apply knows its appliers; default `test`. */
  readonly fieldManager?: string;
  /** Whether fields of other managers are taken over; default: no, they are conflicts. */
  readonly force?: boolean;
  /** Everything happens but nothing is kept. */
  readonly dryRun?: boolean;
  /** What the server held before, by id, where that is known; default: it is asked. */
  readonly before?: ReadonlyMap<string, KubeObject>;
}

/** What became of one object. */
export interface Applied {
  /** As `apps/v1 Deployment shop/web`. */
  readonly id: string;
  readonly change: 'created' | 'changed' | 'unchanged' | 'refused';
  /** The server's words, when it refused. */
  readonly message?: string;
  readonly warnings: readonly string[];
  /** The object as the server holds it now. */
  readonly object?: KubeObject;
}

export const idOf = ({ apiVersion, kind, metadata }: KubeObject): string => `${apiVersion} ${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;

/** Server-side apply of one object, with strict validation of fields. */
export async function applyOne(api: Api, object: KubeObject, options: ApplyOptions = {}): Promise<Applied> {
  const id = idOf(object);
  const resource = await api.resource(object.kind, object.apiVersion);
  if (resource === undefined) return { id, change: 'refused', message: `the server has no kind ${object.apiVersion} ${object.kind}`, warnings: [] };
  const path = placeOf(api, resource, object);
  const before = options.before?.get(id) ?? await objectAt(api, path);
  const query = new URLSearchParams({ fieldManager: options.fieldManager ?? 'test', fieldValidation: 'Strict', force: String(options.force ?? false), ...(options.dryRun && { dryRun: 'All' }) });
  const { status, body, warnings } = await api.call('PATCH', `${path}?${query}`, object, { 'content-type': 'application/apply-patch+yaml' });
  if (status >= 300) return { id, change: 'refused', message: String(body.message ?? `status ${status}`), warnings };
  const same = before !== undefined && (before.metadata.resourceVersion === body.metadata.resourceVersion || contentOf(before, object) === contentOf(body, object));
  return { id, change: status === 201 ? 'created' : same ? 'unchanged' : 'changed', warnings, object: body };
}

async function objectAt(api: Api, path: string): Promise<KubeObject | undefined> {
  const { status, body } = await api.call('GET', path);
  return status === 200 ? body as KubeObject : undefined;
}

/** What was asked for, without what the server and its controllers note: a controller may write that between two calls. */
function contentOf({ metadata: { resourceVersion: _version, managedFields: _fields, generation: _generation, annotations, ...metadata }, status: _status, ...rest }: KubeObject, written: KubeObject): string {
  const { 'deployment.kubernetes.io/revision': _revision, ...said } = (annotations ?? {}) as Readonly<Record<string, string>>;
  const { replicas, ...spec } = (rest.spec ?? {}) as Readonly<Record<string, unknown>>;
  const scaled = (written.spec as { readonly replicas?: number } | undefined)?.replicas === undefined; // by an autoscaler, if at all
  return JSON.stringify([metadata, said, { ...rest, spec: scaled ? spec : { replicas, ...spec } }]);
}

/** Deletes one object; whether it takes its time to go. */
export async function deleteOne(api: Api, object: KubeObject): Promise<boolean> {
  const resource = await api.resource(object.kind, object.apiVersion);
  if (resource === undefined) return false;
  const { status, body } = await api.call('DELETE', placeOf(api, resource, object), { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' });
  if (status === 404) return false;
  if (status >= 300) throw new Error(`${idOf(object)} is not deleted: ${body.message}`);
  return body.kind !== 'Status'; // else it is gone, and this says so
}

export function placeOf(api: Api, resource: Resource, { metadata }: KubeObject): string {
  return api.pathOf(resource, metadata.namespace ?? 'default', metadata.name);
}
