export { CODES } from './codes';
export type { Code } from './codes';
export { resolve } from './resolve';
export type * from './resolved';
