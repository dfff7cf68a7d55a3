export const METRICS = 15014, HEALTH = 8000;
