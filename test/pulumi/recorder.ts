import * as pulumi from '@pulumi/pulumi';
import type { MeshResources } from '../../lib/pulumi';

/** What the engine is asked for one resource. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: any;
  /** Names of resources. */
  readonly dependsOn: readonly string[];
  readonly parent: string;
  readonly provider: string;
  readonly version: string;
  readonly ignoreChanges: readonly string[];
  readonly aliases: readonly string[];
  readonly retainOnDelete: boolean;
  readonly protect: boolean;
  readonly secretOutputs: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** `true` or `false` where the program says so. */
  readonly deleteBeforeReplace?: boolean;
  readonly deleteTimeout: string;
  readonly importId: string;
}

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf('::') + 2);

/** Pulumi without an engine. `registered` grows in the order in which requests arrive; `logged` holds warnings. */
export class Recorder {
  readonly registered: Registered[] = [];
  readonly logged: string[] = [];

  static async start({ preview = false } = {}): Promise<Recorder> {
    const recorder = new Recorder();
    await pulumi.runtime.setMocks({ newResource: (args) => ({ id: preview && args.custom !== false ? undefined : `${args.name}-id`, state: args.inputs }), call: (args) => args.inputs }, 'shop', 'test', preview);
    // The mocks of the SDK are told names and inputs only; order and options are what is tested here.
    const settings = require('@pulumi/pulumi/runtime/settings') as { getMonitor(): any; getStore(): any };
    const monitor = settings.getMonitor(), stock = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request: any, answer: (...args: any[]) => void) => {
      if (request.getType() !== 'pulumi:pulumi:Stack') recorder.registered.push(read(request));
      return stock(request, answer);
    };
    jest.spyOn(pulumi.log, 'warn').mockImplementation((text) => { recorder.logged.push(text); return Promise.resolve(); });
    return recorder;
  }

  /** All requests of a component, once all of its resources are registered. */
  async of(resources: MeshResources<any>): Promise<readonly Registered[]> {
    await Promise.all([resources, ...resources.objects].map((r) => valueOf(r.urn)));
    return this.registered;
  }
  one(name: string): Registered {
    const found = this.registered.filter((r) => r.name === name);
    if (found.length !== 1) throw new Error(`${found.length} resources are ${name}; there are ${this.registered.map((r) => r.name).join(', ')}`);
    return found[0];
  }
}

/** What an Output comes to. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((done) => { output.apply((value) => { done(value); return value; }); });

const SECRET = '4dabf18193072939515e22adb298388d';
/** Secrets are shown as `{ secret }`. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value[SECRET] !== undefined) return { secret: plain(value.value) };
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
}

function read(request: any): Registered {
  return {
    type: request.getType(), name: request.getName(), inputs: plain(request.getObject()?.toJavaScript() ?? {}), dependsOn: request.getDependenciesList().map(nameOf), parent: nameOf(request.getParent()),
    provider: nameOf(request.getProvider().replace(/::[^:]*$/, '')), version: request.getVersion(), ignoreChanges: request.getIgnorechangesList(),
    aliases: [...request.getAliasurnsList(), ...request.getAliasesList().map((a: any) => (a.hasSpec() ? [a.getSpec().getType(), a.getSpec().getName(), nameOf(a.getSpec().getParenturn())].filter(Boolean).join(' ') : a.getUrn()))],
    retainOnDelete: request.getRetainondelete(), protect: request.getProtect(), secretOutputs: request.getAdditionalsecretoutputsList(),
    replaceOnChanges: request.getReplaceonchangesList(), ...(request.getDeletebeforereplacedefined() && { deleteBeforeReplace: request.getDeletebeforereplace() }), deleteTimeout: request.getCustomtimeouts()?.getDelete() ?? '',
    importId: request.getImportid(),
  };
}
