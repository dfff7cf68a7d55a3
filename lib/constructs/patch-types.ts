/** Kind of an emitted object. */
export type KindName = string;
/** What may be merged into an object of a kind. */
export type PatchOf<_K extends KindName> = object;
