/** `spec.http` + `match` → `spec.http.match`; a key that is no plain word is quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export const fieldPath = (parent: string, key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? (parent === '' ? key : `${parent}.${key}`) : `${parent}[${JSON.stringify(key)}]`);

/** A path below another, each of which may be empty: `spec` + `ports[0]` → `spec.ports[0]`, `ports` + `[0]` → `ports[0]`. */
export const joinedPath = (parent: string, path: string): string => (parent === '' || path === '' || path.startsWith('[') ? parent + path : `${parent}.${path}`);

export const itemPath = (parent: string, index: number): string => `${parent}[${index}]`;
