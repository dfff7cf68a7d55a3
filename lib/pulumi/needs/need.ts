import type { IndexedObject, ObjectIndex } from '../object-index';

/** One reason for waiting: what has to be there before an object, one by one or as a group that others wait for too. Those of the same or a later stage are left out by the plan. */
export type Need = (object: IndexedObject, index: ObjectIndex) => Iterable<IndexedObject | readonly IndexedObject[] | undefined>;
