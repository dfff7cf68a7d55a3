import { extendGlobal } from './register';

// Importing it is enough where `expect` is global.
extendGlobal();

// Requests, and what becomes of them
export { request, type RequestOptions, type Sender, type SimulatedRequest } from './request';
export type { Reachable } from './names';
export type { MeshSubject } from './subject';
export type { Delivery, Outcome, RefusedBy, RequestInput, Step } from '../simulate';

// For other frameworks
export { extendExpect, meshMatchers } from './register';
export { manifestsOf } from './matchers/manifests';
export type { MeshMatchers } from './types';
export type { Refusal } from './matchers/answer';
export type { Retry, Timespan } from './matchers/time';
