import type { SourceFact } from '../call-facts';
import type { PolicyKind } from '../policy-facts';

/** A scraper without a proxy reads this container port: that takes plaintext on the port and access to the path. */
export interface MetricsScrapingFact {
  /** Container port, in numbers, of the metrics endpoint. */
  readonly port: number;
  readonly path: string;
  /** Who may scrape; without a proxy a scraper has no identity, so an address block or anyone. */
  readonly from: readonly SourceFact[];
}
export const metricsScraping: PolicyKind<'MetricsScraping', MetricsScrapingFact> = {
  kind: 'MetricsScraping', side: 'server', combine: 'add', ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service'],
  features: () => ['metrics-scraping'],
};
