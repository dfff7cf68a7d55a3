/* Stands in for generated types. */
export interface MeshConfig { readonly [field: string]: any }
export interface MeshNetworks { readonly networks?: Readonly<Record<string, any>> }
