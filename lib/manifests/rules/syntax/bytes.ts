/** Length in UTF-8 bytes, which is what Istio's limits count. */
export function byteLength(value: string): number {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 127) return Buffer.byteLength(value);
  return value.length;
}
