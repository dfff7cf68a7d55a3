import type { Server, Workload } from '../mesh';
import type { World } from './world';

export function serverOf(_world: World, _workload: Workload): Server {
  throw new Error('not read yet');
}
