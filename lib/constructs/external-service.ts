import type { Construct } from 'constructs';
import type { ExternalFacts } from '../model';
import { defined, dnsLabel, hostname, notEmpty, portNumber, text } from './arguments';
import { CallError } from './call-error';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import type { EgressGateway } from './egress-gateway';
import { ABOUT, aboutOf, MeshElement } from './element';
import { knownProps, type PropNames } from './known-props';
import type { MeshNamespace } from './mesh-namespace';
import { checkNamespace, namespaceIdOf } from './namespace-of';
import { type Port, portFacts } from './port';

/** Props of a host outside. */
export interface ExternalServiceProps {
  /** At least one; `*.example.com` needs `resolution: 'NONE'`. */
  readonly hosts: readonly string[];
  /** At least one. */
  readonly ports: readonly Port[];
  /** How its addresses are found: by DNS, as the application did itself, or fixed ones. @default 'DNS' */
  readonly resolution?: 'DNS' | 'NONE' | { readonly addresses: readonly string[] };
  /** The application speaks plain HTTP to it, the proxy speaks TLS. @default - the proxy sends on what the application sends */
  readonly tls?: ExternalTls;
  /** The egress gateway its traffic leaves through. @default - straight from the caller's proxy */
  readonly via?: EgressGateway;
  /** @default - the mesh's own namespace */
  readonly namespace?: MeshNamespace;
}
/** TLS that the proxy speaks to a host outside. */
export interface ExternalTls {
  /** @default 443 */
  readonly port?: number;
  /** Server name that is asked for. @default - the host itself */
  readonly sni?: string;
  /** File in the proxy with the CA certificates to trust. @default - those of the proxy's image */
  readonly caCertificates?: string;
  /** Name of the Secret with the client's own certificate. @default - none */
  readonly clientCertificate?: string;
  /** Names of which the server's certificate must show one. @default - the host itself */
  readonly subjectAltNames?: readonly string[];
}
const NAMES: PropNames<ExternalServiceProps> = {
  hosts: 0, ports: 0, resolution: { addresses: 0 }, tls: { port: 0, sni: 0, caCertificates: 0, clientCertificate: 0, subjectAltNames: 0 }, via: 0, namespace: 0,
};

/** A host outside the mesh. Its id is its name. */
export class ExternalService extends MeshElement {
  readonly [KIND] = 'external';
  private readonly props: ExternalServiceProps;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id, 'ExternalService');
    const at = this[ABOUT].id;
    if (new.target === ExternalService) knownProps(at, NAMES, props);
    dnsLabel(at, 'the id of an external service', id);
    for (const h of notEmpty(at, 'hosts', props.hosts)) hostname(at, 'a host', h);
    for (const port of notEmpty(at, 'ports', props.ports)) {
      if (kindOf(port) !== 'port') throw new CallError(at, 'ports are written with Port', 'as in Port.http(80)');
      if (typeof port.options.targetPort === 'string') throw new CallError(at, 'a host outside has no named ports', 'give targetPort as a number');
    }
    checkNamespace(at, props.namespace);
    const { resolution, tls, via } = props;
    if (typeof resolution === 'object') notEmpty(at, 'resolution.addresses', resolution.addresses);
    else if (resolution !== undefined && resolution !== 'DNS' && resolution !== 'NONE') throw new CallError(at, "resolution must be 'DNS', 'NONE' or { addresses }");
    if (resolution !== 'NONE' && props.hosts.some((h) => h.startsWith('*'))) throw new CallError(at, 'a host with a star has no address that DNS could give', "say resolution: 'NONE'");
    if (tls?.port !== undefined) portNumber(at, 'tls.port', tls.port);
    if (tls?.sni !== undefined) hostname(at, 'tls.sni', tls.sni);
    if (tls?.clientCertificate !== undefined) text(at, 'tls.clientCertificate', tls.clientCertificate);
    if (via !== undefined && kindOf(via) !== 'egress-gateway') throw new CallError(at, 'via must be an EgressGateway');
    this.props = props;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh, groups } = this[ABOUT];
    const { hosts, ports, resolution = 'DNS', tls, via, namespace } = this.props;
    const facts: ExternalFacts = {
      id, origin, mesh, namespace: namespaceIdOf(into, this, namespace), groups, name: this.node.id, hosts: hosts.map((h) => h.toLowerCase()), ports: portFacts(ports, () => undefined),
      resolution: typeof resolution === 'object' ? 'STATIC' : resolution, addresses: typeof resolution === 'object' ? [...resolution.addresses] : [],
      ...(tls ? { tls: { ...defined({ sni: tls.sni, caCertificates: tls.caCertificates, clientCertificate: tls.clientCertificate }), port: tls.port ?? 443, subjectAltNames: [...(tls.subjectAltNames ?? [])] } } : {}),
      ...(via ? { via: aboutOf(via)!.id } : {}),
    };
    into.externals.push(facts);
  }
}
