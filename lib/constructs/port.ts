import type { PortFacts, Protocol } from '../model';
import { portNumber, show } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import { knownProps, type PropNames } from './known-props';

/** Options of a port. */
export interface PortOptions {
  /** @default - the protocol; for a second unnamed port of one protocol, and those after it, `<protocol>-<number>`: what is appended renames nothing */
  readonly name?: string;
  /**
   * Port of the container: its number, its name in the pod (looked up there), or both where the pod is not part of the app.
   * @default - the port's own number
   */
  readonly targetPort?: number | string | { readonly name: string; readonly number: number };
}

const NAMES: PropNames<PortOptions> = { name: 0, targetPort: 0 };
const PORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const TARGET_NAME = /^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** A port of a service with its protocol, which is declared and never guessed. */
export class Port {
  /** HTTP/1.1. */
  static http(number: number, options?: PortOptions): Port { return new Port('http', number, options); }
  /** HTTP/2 without TLS. */
  static http2(number: number, options?: PortOptions): Port { return new Port('http2', number, options); }
  /** gRPC without TLS of its own. */
  static grpc(number: number, options?: PortOptions): Port { return new Port('grpc', number, options); }
  /** HTTP in the application's own TLS: the proxy sees the server name and no requests. */
  static https(number: number, options?: PortOptions): Port { return new Port('https', number, options); }
  /** Anything in the application's own TLS. */
  static tls(number: number, options?: PortOptions): Port { return new Port('tls', number, options); }
  /** Anything else. */
  static tcp(number: number, options?: PortOptions): Port { return new Port('tcp', number, options); }

  readonly [KIND] = 'port';
  private constructor(readonly protocol: Protocol, readonly number: number, /** @internal */ readonly options: PortOptions = {}) {
    portNumber(undefined, `Port.${protocol}`, number);
    knownProps(undefined, NAMES, options);
    const { name, targetPort } = options;
    if (name !== undefined && (name.length > 63 || !PORT_NAME.test(name))) throw new CallError(undefined, `the name of a port must be lower-case letters, digits and inner dashes, not ${show(name)}`);
    if (typeof targetPort === 'number') portNumber(undefined, 'targetPort', targetPort);
    else if (typeof targetPort === 'string') targetName(targetPort);
    else if (targetPort !== undefined) { targetName(targetPort.name); portNumber(undefined, 'targetPort.number', targetPort.number); }
    Object.freeze(this);
  }
}

function targetName(name: string): void {
  if (!TARGET_NAME.test(name)) throw new CallError(undefined, `a named targetPort is up to 15 lower-case letters, digits and inner dashes, a letter among them, not ${show(name)}`);
}

/** Ports as facts. `lookUp` finds the number of a named container port. */
export function portFacts(ports: readonly Port[], lookUp: (name: string) => number | undefined): readonly PortFacts[] {
  const out: PortFacts[] = [];
  let unnamed = '';
  for (const { protocol, number, options } of ports) {
    let name = options.name;
    if (name === undefined) {
      name = unnamed.includes(` ${protocol} `) ? `${protocol}-${number}` : protocol;
      unnamed += ` ${protocol} `;
    }
    const target = options.targetPort;
    if (target === undefined || typeof target === 'number') out.push({ name, number, protocol, containerPort: target ?? number });
    else if (typeof target === 'string') out.push({ name, number, protocol, containerPort: lookUp(target) ?? number, targetPortName: target });
    else out.push({ name, number, protocol, containerPort: target.number, targetPortName: target.name });
  }
  return out;
}
