/** `METRICS` are the agent's, merged with those of Envoy, which has its own besides. */
export const HEALTH = 15021, METRICS = 15020, ENVOY_METRICS = 15090;
