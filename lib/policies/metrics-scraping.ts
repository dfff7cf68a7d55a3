import type { Construct } from 'constructs';
import { portNumber } from '../constructs/arguments';
import { pathFact } from '../constructs/path';
import { Source, sourceFact } from '../constructs/request-source';
import { type Everywhere, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of metrics scraping. */
export interface MetricsScrapingProps {
  /** Container port, in numbers, of the metrics endpoint. */
  readonly port: number;
  /** @default '/metrics' */
  readonly path?: string;
  /** Who may scrape; a scraper without a proxy has no identity, so name its block of addresses. @default - anyone */
  readonly from?: readonly Source[];
}
const NAMES = policyNames<MetricsScrapingProps>({ port: 0, path: 0, from: 0 });

/** Lets a scraper without a proxy read one port and path: plaintext is accepted on the port, and access is given. Server side. */
export class MetricsScraping extends MeshPolicy {
  constructor(scope: Scope<Everywhere>, id: string, props: Here<MetricsScrapingProps>);
  constructor(scope: Construct, id: string, props: Named<MetricsScrapingProps, Everywhere>);
  constructor(scope: Construct, id: string, props: MetricsScrapingProps) {
    super('MetricsScraping', scope, id, props, 'MetricsScraping');
    this.reads(MetricsScraping, NAMES, props);
    this.says('MetricsScraping', props, (at) => ({
      port: portNumber(at, 'port', props.port), path: pathFact('exact', props.path ?? '/metrics').value, from: (props.from?.length ? props.from : [Source.anyone]).map((s) => sourceFact(at, s)),
    }));
  }
}
