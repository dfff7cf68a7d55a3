import type { Normal, Plain } from './normal';

/** Recorded proxies of one case; what several have alike is there once. */
export interface Packed { readonly values: readonly Plain[]; readonly proxies: { readonly [proxy: string]: { readonly [part: string]: number | { readonly [key: string]: number } } } }

const PARTS = ['http', 'bytes', 'clusters', 'inbound', 'listeners'] as const;

export function pack(proxies: readonly { readonly proxy: string; readonly istiod: Normal }[]): Packed {
  const values: Plain[] = [], known = new Map<string, number>();
  const indexOf = (value: Plain): number => {
    const key = JSON.stringify(value);
    if (!known.has(key)) known.set(key, values.push(value) - 1);
    return known.get(key)!;
  };
  return {
    proxies: Object.fromEntries(proxies.map(({ proxy, istiod }) => [proxy, Object.fromEntries([...PARTS.map((part) => [part, Object.fromEntries(Object.entries(istiod[part]).map(([key, v]) => [key, indexOf(v)]))] as const), ['unknown', indexOf(istiod.unknown)] as const])])),
    values,
  };
}

export function unpack({ values, proxies }: Packed): { readonly proxy: string; readonly istiod: Normal }[] {
  return Object.entries(proxies).map(([proxy, of]) => ({
    proxy,
    istiod: { ...Object.fromEntries(PARTS.map((part) => [part, Object.fromEntries(Object.entries(of[part] as Record<string, number>).map(([key, i]) => [key, values[i]]))])), unknown: values[of.unknown as number] } as unknown as Normal,
  }));
}
