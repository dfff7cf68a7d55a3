/** A difference that is meant, and why. `case`: in which cases; `difference`: which lines. */
interface Explained { readonly of: RegExp; readonly difference: RegExp; readonly why: string }

export const explained: readonly Explained[] = [
  {
    of: /^raw /, difference: /^http › [^ ]+:\d+ › \*: istiod nothing, reader \{"routes":\[\{("respond":502|"retries":"none","timeout":0,"to":"PassthroughCluster")/,
    why: 'a service whose protocol is found out by looking, on a port of which an egress listener with that very port imports nothing: istiod sends the proxy an empty table for it (404), the reader says what becomes of hosts that are not known',
  },
  {
    of: /^raw /, difference: /^bytes › \d+ › 192\.0\.2\.\d+\/32: istiod ".*", reader nothing$/,
    why: 'a ServiceEntry without resolution that shares its host and namespace with one that has endpoints: istiod listens at their addresses too',
  },
];

export const isExplained = (name: string, difference: string): boolean => explained.some((e) => e.of.test(name) && e.difference.test(difference));
