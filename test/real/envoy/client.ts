import { Agent, request as plain, type IncomingMessage } from 'node:http';
import { request as secure, Agent as SecureAgent } from 'node:https';
import type { Pair } from './certificates';

export interface Sent {
  readonly host: string; readonly port: number;
  readonly method: string; readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Shown to the server; with it the connection is TLS. */
  readonly identity?: Pair;
  readonly ca?: string;
  readonly alpn?: string;
}
/** `error`: the connection was cut. */
export interface Answer { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string; readonly error?: string }

/** Keeps connections open, one pool for each identity. */
export class Sender {
  private agent = new Agent({ keepAlive: true, maxSockets: 32 });
  private readonly agents = new Map<Pair, SecureAgent>();

  send(sent: Sent): Promise<Answer> {
    return new Promise((done) => {
      const options = { host: sent.host, port: sent.port, method: sent.method, path: sent.target, headers: sent.headers, setHost: false, timeout: 15_000 };
      const request = sent.identity ? secure({ ...options, agent: this.secureAgent(sent), servername: '' }) : plain({ ...options, agent: this.agent });
      request.on('response', (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => { body += chunk; });
        answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        answer.on('error', (error) => done({ status: answer.statusCode ?? 0, headers: answer.headers, body, error: error.message }));
      });
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', (error) => done({ status: 0, headers: {}, body: '', error: error.message }));
      request.end();
    });
  }

  private secureAgent({ identity, ca }: Sent): SecureAgent {
    let agent = this.agents.get(identity!);
    if (!agent) {
      agent = new SecureAgent({ keepAlive: true, maxSockets: 8, cert: identity!.cert, key: identity!.key, ca, ALPNProtocols: ['istio-http/1.1', 'istio', 'http/1.1'], checkServerIdentity: () => undefined });
      this.agents.set(identity!, agent);
    }
    return agent;
  }

  /** Connections to an Envoy that is gone are of no more use. */
  idle(): void { this.close(); this.agents.clear(); this.agent = new Agent({ keepAlive: true, maxSockets: 32 }); }

  close(): void { this.agent.destroy(); for (const agent of this.agents.values()) agent.destroy(); }
}
