/**
 * Where more is allowed than a route lets through, because authorization cannot see what the route looks at. Nothing else may be wider than what is
 * declared; each admission says which of these it has needed.
 */
export const WIDENINGS = {
  values: 'conditions on headers, cookies and query parameters are taken as met',
  hostname: 'the name that a request asks for is taken to be the one that a route is for',
  caller: 'conditions on single callers are taken as met where the caller is not one workload',
  regexPath: 'a regular expression of a path is taken as met',
  regexRewrite: 'what a regular expression makes of a path may be any path',
  earlierRules: 'a rule that takes some of the requests takes none of them from the rules behind it',
  bytes: 'nothing is seen of requests on ports that are no HTTP',
} as const;
export type Widening = keyof typeof WIDENINGS;
