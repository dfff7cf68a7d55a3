/** Ports of istiod's pods: configuration and certificates for proxies, in plain text and by TLS, its webhooks, metrics, and what it tells of itself. */
export const PLAIN_XDS = 15010, XDS = 15012, WEBHOOK = 15017, METRICS = 15014, DEBUG = 8080;
