import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { buildClusterTools, buildKubebox, MissingTool } from '../build';
import { envoyBinary } from '../envoy/install';

/** How much of Kubernetes runs: etcd and the API server; their controllers too; or a whole node with pods. */
export type Parts = 'api' | 'controllers' | 'node';

/** What a container image holds, as the kubelet's table says it. */
export interface Image {
  /** Regular expression that finds the image by its name. */
  readonly pattern: string;
  /** What runs when the container names no command. */
  readonly command: readonly string[];
  /** User id; default 0. */
  readonly user?: number;
  /** Files by their paths in the container; an image with files sees none of the cluster's `folders`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The tools of a node, built and found. */
export interface Tools {
  /** Folders with the binaries, in the order of a PATH. */
  readonly path: string;
  readonly images: readonly Image[];
}

const programs: Readonly<Record<string, string>> = {
  unshare: 'util-linux makes the namespaces of the node', nsenter: 'util-linux enters the namespaces of the node', openssl: 'it makes the certificates of the API server',
  curl: 'it asks the API server whether it is ready', ip: 'iproute2 makes the network of the node', sysctl: 'procps sets up the network of the node',
};
const programsOfPods: Readonly<Record<string, string>> = {
  python3: 'it runs the kubelet of the tests', nft: 'nftables is what kube-proxy writes to', 'iptables-restore': 'iptables captures the traffic of pods',
};

/** Where programs are found: a user's PATH may leave out what administrators use. */
export const searchPath = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);

/** Builds what is not in the cache; says which tool of this machine is missing. */
export function toolsOf(parts: Parts, log?: (line: string) => void): Tools {
  if (process.platform !== 'linux') throw new MissingTool('Linux', 'a node is made of Linux namespaces');
  for (const [program, wanted] of Object.entries({ ...programs, ...(parts === 'node' ? programsOfPods : {}) })) {
    if (spawnSync('which', [program], { env: { PATH: searchPath } }).status !== 0) throw new MissingTool(program, wanted);
  }
  const spaces = spawnSync('unshare', ['--net', '--pid', '--mount', '--uts', '--ipc', '--fork', 'true'], { encoding: 'utf8' });
  if (spaces.status !== 0) throw new MissingTool('root', `it takes root, or rights like it, to make the namespaces of a node: ${spaces.stderr.trim()}`);
  const kubebox = buildKubebox(log);
  if (parts !== 'node') return { path: kubebox, images: [] };
  const cluster = buildClusterTools(log);
  return { path: [kubebox, cluster].join(delimiter), images: imagesOf(cluster, envoyBinary(log ?? console.log)) };
}

function imagesOf(tools: string, envoy: string): Image[] {
  const binary = (name: string, source = join(tools, name)) => ({ [join('/usr/local/bin', name)]: source });
  return [
    { pattern: '/pilot:', command: ['/usr/local/bin/pilot-discovery'], user: 1337, files: binary('pilot-discovery') },
    {
      pattern: '/proxyv2:', command: ['/usr/local/bin/pilot-agent'], user: 1337,
      files: { ...binary('pilot-agent'), ...binary('envoy', envoy), '/var/lib/istio/envoy/envoy_bootstrap_tmpl.json': join(tools, 'envoy_bootstrap_tmpl.json') },
    },
    { pattern: 'coredns', command: ['/usr/local/bin/coredns'], files: binary('coredns') },
  ];
}

/** Folder of the Python package and the scripts of the node. */
export const nodeSources = join(dirname(__dirname), 'cluster');
