import type { ListenerFacts } from '../model';
import { dnsLabel, hostname, notEmpty, portNumber } from './arguments';
import { CallError } from './call-error';
import type { Certificate } from './certificate';
import { KIND, kindOf } from './declare';
import { knownProps, type PropNames } from './known-props';

/** Options of an HTTP listener. */
export interface HttpListenerOptions {
  /** @default - `http-<port>` */
  readonly name?: string;
  /** @default - every host */
  readonly hostnames?: readonly string[];
  /** Answers every request with a redirect to HTTPS. @default false */
  readonly redirectToHttps?: boolean;
}
/** Options of an HTTPS listener. */
export interface HttpsListenerOptions {
  /** @default - `https-<port>` */
  readonly name?: string;
  readonly hostnames: readonly string[];
  readonly certificate: Certificate;
}
/** Options of a listener that passes TLS on. */
export interface TlsListenerOptions {
  /** @default - `tls-<port>` */
  readonly name?: string;
  readonly hostnames: readonly string[];
}
/** Options of a TCP listener. */
export interface TcpListenerOptions {
  /** @default - `tcp-<port>` */
  readonly name?: string;
}

const TCP: PropNames<TcpListenerOptions> = { name: 0 };
const TLS: PropNames<TlsListenerOptions> = { name: 0, hostnames: 0 };
const HTTPS: PropNames<HttpsListenerOptions> = { ...TLS, certificate: 0 };
const HTTP: PropNames<HttpListenerOptions> = { ...TLS, redirectToHttps: 0 };

/** A port that a gateway listens on. */
export class Listener {
  /** Plain HTTP. */
  static http(port: number, options: HttpListenerOptions = {}): Listener {
    knownProps(undefined, HTTP, options);
    return new Listener({ name: options.name ?? `http-${port}`, port, protocol: 'HTTP', hostnames: options.hostnames ?? ['*'], redirectToHttps: options.redirectToHttps ?? false });
  }
  /** Ends TLS at the gateway. */
  static https(port: number, options: HttpsListenerOptions): Listener {
    knownProps(undefined, HTTPS, options);
    if (kindOf(options?.certificate) !== 'certificate') throw new CallError(undefined, 'an HTTPS listener needs a certificate', "as in Certificate.secret('shop-tls')");
    const { name, isMutual } = options.certificate;
    return new Listener({ name: options.name ?? `https-${port}`, port, protocol: 'HTTPS', hostnames: notEmpty(undefined, 'hostnames', options.hostnames), certificate: { secret: name, mutual: isMutual }, redirectToHttps: false });
  }
  /** Passes TLS on by its server name. */
  static tlsPassthrough(port: number, options: TlsListenerOptions): Listener {
    knownProps(undefined, TLS, options);
    return new Listener({ name: options?.name ?? `tls-${port}`, port, protocol: 'TLS_PASSTHROUGH', hostnames: notEmpty(undefined, 'hostnames', options?.hostnames), redirectToHttps: false });
  }
  /** Connections as they are. */
  static tcp(port: number, options: TcpListenerOptions = {}): Listener {
    knownProps(undefined, TCP, options);
    return new Listener({ name: options.name ?? `tcp-${port}`, port, protocol: 'TCP', hostnames: ['*'], redirectToHttps: false });
  }

  readonly [KIND] = 'listener';
  /** @internal */
  readonly facts: Omit<ListenerFacts, 'podPort'>;
  private constructor(facts: Omit<ListenerFacts, 'podPort'>) {
    portNumber(undefined, 'the port of a listener', facts.port);
    dnsLabel(undefined, 'the name of a listener', facts.name);
    this.facts = { ...facts, hostnames: notEmpty(undefined, 'hostnames', facts.hostnames).map((h) => hostname(undefined, 'a hostname of a listener', h)) };
    Object.freeze(this);
  }
}
