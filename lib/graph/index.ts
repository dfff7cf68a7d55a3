export type { Graph, GraphEdge, GraphNode } from './graph';
export { graphOf, type GraphOptions } from './graph-of';
export { graphDot, graphJson, graphMermaid, graphText } from './print';
