import type { Gateway, Workload } from '../mesh';
import type { World } from './world';

export function gatewayOf(_world: World, _workload: Workload): Gateway {
  throw new Error('not read yet');
}
