import { dirname, join } from 'node:path';
import type { Image } from '../kube/tools';
import { toolsOf } from '../kube/tools';
import type { KubeObject } from '../kube/api';

export const programs = join(__dirname, 'program');

/** Folders that a container needs to see so that the programs run in it. */
export const folders = [programs, ...(process.execPath.startsWith('/usr/') ? [] : [dirname(process.execPath)])];

interface Container { readonly image?: string; readonly ports?: readonly { readonly containerPort: number }[] }

const templates = (object: any): any => object.spec?.jobTemplate?.spec?.template?.spec ?? object.spec?.template?.spec;

/** The program in the place of every image whose container has ports, listening on all of them; it needs none of an application's files. */
export function imagesOf(objects: readonly KubeObject[]): Image[] {
  const ports = new Map<string, Set<string>>();
  for (const { image, ports: listed = [] } of objects.flatMap((object) => (templates(object)?.containers ?? []) as Container[])) {
    if (image === undefined || image === 'auto' || image === 'coredns' || /\/(pilot|proxyv2):/.test(image) || listed.length === 0) continue;
    const all = ports.get(image) ?? new Set();
    for (const { containerPort } of listed) all.add(String(containerPort));
    ports.set(image, all);
  }
  return [...ports].map(([image, all]) => ({ pattern: `^${image.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, command: [process.execPath, join(programs, 'server.js'), ...all] }));
}

/** Istio's proxy with one more authority among those that the system trusts, as a public one would be. */
export function trusting(authority: string, log: (line: string) => void): Image {
  const proxy = toolsOf('node', log).images.find(({ pattern }) => pattern === '/proxyv2:')!;
  return { ...proxy, files: { ...proxy.files, '/etc/ssl/certs/ca-certificates.crt': authority } };
}
