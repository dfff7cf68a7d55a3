import type { Client, Workload } from '../mesh';
import type { World } from './world';

export function clientOf(_world: World, _workload: Workload): Client {
  throw new Error('not read yet');
}
