import type { MeshModel } from '../model';
import type { Policies } from './policies';
import type { ModelIndex } from './resolved';

/** What every part of resolving works on. */
export interface Context {
  readonly model: MeshModel;
  readonly index: ModelIndex;
  readonly policies: Policies;
}
