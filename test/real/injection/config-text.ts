import { readYaml } from '../../../lib/manifests';

/** What stands in the injector's configuration. */
export interface InjectorConfig { readonly templates: Readonly<Record<string, string>>; readonly [field: string]: unknown }
export const parse = (config: string): InjectorConfig => readYaml(config).documents[0]!.value as InjectorConfig;
