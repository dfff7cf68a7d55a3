/** `spec.http` + `match` → `spec.http.match`; a key that is no plain word is quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export const fieldPath = (parent: string, key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? (parent === '' ? key : `${parent}.${key}`) : `${parent}[${JSON.stringify(key)}]`);

export const itemPath = (parent: string, index: number): string => `${parent}[${index}]`;
