export { MeshChecks } from './checks';
export { diagnosticsOf, emittedObject } from './host';
export { MeshApp } from './mesh-app';
export { summaryOf } from './summary';
