interface Said { readonly code: string; readonly message: string; readonly resource?: string }

/** Findings of Istio that are meant, each with its reason. */
const allowances: readonly { readonly why: string; holds(said: Said): boolean }[] = [
  {
    why: 'rate limits have no other API than EnvoyFilter',
    holds: (said) => (said.code === 'webhook' || said.code === 'IST0133') && /EnvoyFilter exposes internal implementation details/.test(said.message),
  },
  { why: 'istiod\'s protection of JWKS look-ups is a setting of the control plane, which this program does not write', holds: (said) => said.code === 'IST0175' },
  {
    why: 'without a CA of its own istiod verifies an external server against the system\'s roots, which the comparison sees in the cluster',
    holds: (said) => said.code === 'IST0128',
  },
  {
    why: 'a namespace refuses what nobody allowed from its first day on, also while nothing runs in it',
    holds: (said) => said.code === 'IST0127' && /AuthorizationPolicy \S+\/allow-nothing$/.test(said.resource ?? ''),
  },
  {
    why: 'a prefix of path segments is an exact and a prefix match, and an earlier rule may have taken the exact one',
    holds: (said) => (said.code === 'webhook' || said.code === 'IST0131' || said.code === 'IST0133') && /match #\d+ is not used \(duplicate\/overlapping match/.test(said.message),
  },
  {
    why: 'the gateway\'s own rules write the split out, so the rule of the service\'s own host has nothing to say there',
    holds: (said) => said.code === 'IST0140',
  },
];

/** Why a finding is accepted; undefined where it is not. */
export function allowed(said: Said): string | undefined {
  return allowances.find((one) => one.holds(said))?.why;
}
