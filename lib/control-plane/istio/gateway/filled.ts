/** An empty list says nothing, and is left out. */
export const filled = <T extends object>(fields: T): T => Object.fromEntries(Object.entries(fields).filter(([, value]) => !Array.isArray(value) || value.length > 0)) as T;
