// One request, walked through a mesh
export { simulate } from './simulate';
export type { Delivery, Outcome, RefusedBy, RequestInput, Step } from './outcome';
export { outcomeText, renderOutcome, requestText, timingText, type RenderOptions } from './render';
export { outcomeJson, type OutcomeJson, type StepJson } from './json';
