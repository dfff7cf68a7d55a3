export const METRICS = 15020, HEALTH = 15021;
