import type { Graph, GraphEdge, GraphNode } from './graph';

const splitText = (n: GraphNode): string => (n.split ?? []).map((s) => `${s.to} ${s.percent} %`).join(' · ');
const shown = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** One line for each node, and below it what it calls. */
export function graphText(graph: Graph): string {
  const byFrom = new Map<string, GraphEdge[]>();
  for (const e of graph.edges) { const list = byFrom.get(e.from); if (list) list.push(e); else byFrom.set(e.from, [e]); }
  const label = new Map(graph.nodes.map((n) => [n.id, n.id]));
  return graph.nodes.map((n) => {
    const lines = [`${n.id}  (${n.kind}${n.split ? `: ${splitText(n)}` : ''})`];
    for (const e of byFrom.get(n.id) ?? []) lines.push(`  ${e.kind === 'calls' ? '→' : e.kind === 'routes' ? '⇒' : e.kind === 'mirrors' ? '⇢' : '·'} ${label.get(e.to) ?? e.to}${e.label ? `  ${e.label}` : ''}`);
    return lines.join('\n');
  }).join('\n');
}

/** A Mermaid flowchart. */
export function graphMermaid(graph: Graph): string {
  const ids = new Map(graph.nodes.map((n, i) => [n.id, `n${i}`]));
  const quoted = (text: string): string => `"${text.replace(/"/g, '#quot;').replace(/[<>]/g, (c) => (c === '<' ? '#lt;' : '#gt;'))}"`;
  const shape = (n: GraphNode): string => {
    const text = quoted(n.split ? `${n.label}<br/>${splitText(n)}`.replace('<br/>', '\u0000') : n.label).replace('\u0000', '<br/>');
    return n.kind === 'gateway' ? `{{${text}}}` : n.kind === 'external' ? `[/${text}/]` : n.kind === 'anyone' ? `((${text}))` : n.kind === 'workload' ? `(${text})` : `[${text}]`;
  };
  const lines = ['flowchart LR'];
  for (const [namespace, nodes] of groups(graph.nodes)) {
    const own = nodes.map((n) => `${ids.get(n.id)!}${shape(n)}`);
    if (namespace === '') lines.push(...own.map((l) => `  ${l}`));
    else lines.push(`  subgraph ${quoted(namespace)}`, ...own.map((l) => `    ${l}`), '  end');
  }
  for (const e of graph.edges) {
    const arrow = e.kind === 'mirrors' || e.kind === 'knows' ? '-.->' : e.kind === 'routes' ? '==>' : '-->';
    lines.push(`  ${ids.get(e.from)!} ${arrow}${e.label ? `|${quoted(shown(e.label, 60))}|` : ''} ${ids.get(e.to)!}`);
  }
  return lines.join('\n');
}

/** Graphviz. */
export function graphDot(graph: Graph): string {
  const quoted = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
  const shapes: Readonly<Record<GraphNode['kind'], string>> = { service: 'box', workload: 'ellipse', gateway: 'hexagon', external: 'parallelogram', anyone: 'doublecircle' };
  const lines = ['digraph mesh {', '  rankdir=LR;', '  node [fontname="sans-serif"];', '  edge [fontname="sans-serif", fontsize=10];'];
  let cluster = 0;
  for (const [namespace, nodes] of groups(graph.nodes)) {
    const own = nodes.map((n) => `${quoted(n.id)} [label=${n.split ? quoted(n.label).replace(/"$/, `\\n${splitText(n)}"`) : quoted(n.label)}, shape=${shapes[n.kind]}];`);
    if (namespace === '') lines.push(...own.map((l) => `  ${l}`));
    else lines.push(`  subgraph cluster_${cluster++} {`, `    label=${quoted(namespace)};`, ...own.map((l) => `    ${l}`), '  }');
  }
  for (const e of graph.edges) lines.push(`  ${quoted(e.from)} -> ${quoted(e.to)} [${[...(e.label ? [`label=${quoted(shown(e.label, 60))}`] : []), `style=${e.kind === 'calls' ? 'solid' : e.kind === 'routes' ? 'bold' : e.kind === 'knows' ? 'dotted' : 'dashed'}`].join(', ')}];`);
  return [...lines, '}'].join('\n');
}

/** Stable: fields are only ever added. */
export function graphJson(graph: Graph): string {
  return JSON.stringify({
    nodes: graph.nodes, edges: graph.edges.map(({ source, ...e }) => ({ ...e, ...(source?.object && { object: { kind: source.object.kind, namespace: source.object.namespace, name: source.object.name }, ...(source.field && { field: source.field }) }) })),
  }, null, 2);
}

function groups(nodes: readonly GraphNode[]): [string, GraphNode[]][] {
  const out = new Map<string, GraphNode[]>();
  for (const n of nodes) { const key = n.namespace ?? ''; const list = out.get(key); if (list) list.push(n); else out.set(key, [n]); }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1));
}
