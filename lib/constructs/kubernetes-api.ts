import { KIND } from './declare';

/** The API server of the cluster, as something that is called. */
export class KubernetesApi {
  static readonly instance = new KubernetesApi();
  readonly [KIND] = 'kubernetes-api';
  private constructor() { Object.freeze(this); }
}
