export { MeshChecks } from './checks';
export { effectiveOf } from './effective-of';
export { diagnosticsOf, emittedObject, emittedObjects } from './host';
export { MeshApp } from './mesh-app';
export { summaryOf } from './summary';
