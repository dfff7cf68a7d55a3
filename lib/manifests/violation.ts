/** Which of the layers that judge an object found it. */
export type ViolationSource = 'schema' | 'cel' | 'webhook';

/** What is wrong with one object, judged by itself. */
export interface Violation {
  /** Field, as `spec.http[0].route[1].weight`. */
  readonly path: string;
  /** One line, lower case: what is wrong and what was expected. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly source: ViolationSource;
  /** A `warning` is accepted by the API server and by Istio. */
  readonly level: 'error' | 'warning';
}
